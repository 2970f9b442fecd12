#!/bin/sh
# Run once by the image of PostgreSQL when the primary is made: the replica may come and read.
set -eu
psql --set=ON_ERROR_STOP=1 --set=word="$REPLICATION_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE replica WITH REPLICATION LOGIN PASSWORD :'word';
SQL
echo "host replication replica all scram-sha-256" >>"$PGDATA/pg_hba.conf"
