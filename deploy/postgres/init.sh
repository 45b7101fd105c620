#!/bin/bash
# Runs bootstrap.sql in a fresh PostgreSQL container. Passwords come from <ROLE>_PASSWORD; this machine's defaults are
# "<role>-local" and are refused by the services' production profile.
set -euo pipefail
sql=$(cat /bootstrap/bootstrap.sql)
for role in intake_owner intake booking_owner booking feedback_owner feedback keycloak; do
  variable="${role^^}_PASSWORD"
  password="${!variable:-$role-local}"
  sql="${sql//"\${${role}_password}"/${password//\'/\'\'}}"
done
psql -v ON_ERROR_STOP=1 -q -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<<"$sql"
