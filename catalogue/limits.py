"""How much is taken from people, each limit once. Knows nothing of Django."""

MEGABYTE = 1024 * 1024

MOST_FILE_BYTES = 20 * MEGABYTE  # a document or a picture; also one whose words are read for the search
MOST_TABLE_BYTES = 5 * MEGABYTE  # CSV and XLSX that are read while someone waits, pasted tables too
MOST_XLIFF_BYTES = 5 * MEGABYTE

MOST_UNPACKED_BYTES = 200 * MEGABYTE  # all parts of an archive together: DOCX and XLSX are archives
MOST_ARCHIVE_PARTS = 2_000

MOST_TABLE_ROWS = 50_000  # below the heading
MOST_TABLE_COLUMNS = 1_000  # beside the names of the rows
MOST_CELL_LETTERS = 10_000
MOST_IMPORT_ROWS = 5_000  # of entries, in the administration; the command takes any number
MOST_LINE_LETTERS = MEGABYTE  # of one row in a file of any length
MOST_CHANGED_ROWS = 2_000  # by one workbook; each is judged by a form while somebody waits
MOST_TABLE_CELLS = 2_000_000  # rows by columns of the widest, for many make them all as long

MOST_SUGGESTION_LETTERS = 20_000  # by which the text of a suggestion may be longer than its section
MOST_REASON_LETTERS = 2_000  # of a suggestion
MOST_NEW_LINKS = 9  # in a suggestion, beyond those that its section has

MOST_READERS = 2  # processes that read files of people at once, on the whole machine
MOST_READERS_HERE = 3  # that one worker of gunicorn has begun or waits for: of its four threads one is left for pages
