"""What rooms further right say of themselves, each when its app is ready."""

# Names of addresses that only live with the portal: accounts, forms, what is made when it is asked for.
LEFT_OUT = set()
ADDRESSES = []  # functions: further public addresses that neither the sitemap nor a link names
FILES = []  # functions: pairs (name in the archive, bytes) of what no address of a page gives


def leave_out(*names):
    LEFT_OUT.update(names)


def ask_also(addresses):
    ADDRESSES.append(addresses)


def write_also(files):
    FILES.append(files)
