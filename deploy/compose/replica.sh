#!/bin/sh
# A replica: the first time a copy of the primary is fetched, afterwards it follows.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    until PGPASSWORD=$REPLICATION_PASSWORD pg_basebackup --pgdata="$PGDATA" --write-recovery-conf --wal-method=stream \
        --dbname="host=database user=replica application_name=replica" --checkpoint=fast; do
        sleep 2
    done
    echo "primary_conninfo = 'host=database user=replica password=$REPLICATION_PASSWORD'" >>"$PGDATA/postgresql.auto.conf"
    chmod 700 "$PGDATA"
fi
exec postgres -c hot_standby_feedback=on
