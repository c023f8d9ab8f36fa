#!/usr/bin/env bash
# PostgreSQL's image runs this once, on an empty volume. Headway's role owns its database and is no superuser: the
# walls between districts do not hold for one.
set -euo pipefail

psql --set=ON_ERROR_STOP=1 --set=password="$HEADWAY_DB_PASSWORD" --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
CREATE ROLE headway LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE headway OWNER headway;
REVOKE ALL ON DATABASE headway FROM PUBLIC;
SQL
