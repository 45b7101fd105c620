-- Roles and schemas of the platform, for a database of its own. Run by a superuser in that database, as often as wanted:
-- what exists stays, passwords are set again. The caller replaces ${<role>_password}, doubling any single quote.
--
-- Each service has two roles. <service>_owner owns the schema and is used by the migrations only; <service> is what the
-- running service logs in as: it owns nothing and may do no more than read and write rows. By convention a role x
-- beside which an x_owner exists is a service, which is how the outbox finds its readers.

create extension if not exists btree_gist;

do $$
declare
    role_name text;
begin
    foreach role_name in array array ['intake_owner', 'intake', 'booking_owner', 'booking', 'feedback_owner', 'feedback', 'keycloak']
    loop
        if not exists (select from pg_roles where rolname = role_name) then
            begin
                execute format('create role %I', role_name);
            exception
                when duplicate_object or unique_violation then null; -- somebody else was faster
            end;
        end if;
    end loop;
end
$$;

alter role intake_owner login nosuperuser nocreatedb nocreaterole nobypassrls password '${intake_owner_password}';
alter role intake login nosuperuser nocreatedb nocreaterole nobypassrls password '${intake_password}';
alter role booking_owner login nosuperuser nocreatedb nocreaterole nobypassrls password '${booking_owner_password}';
alter role booking login nosuperuser nocreatedb nocreaterole nobypassrls password '${booking_password}';
alter role feedback_owner login nosuperuser nocreatedb nocreaterole nobypassrls password '${feedback_owner_password}';
alter role feedback login nosuperuser nocreatedb nocreaterole nobypassrls password '${feedback_password}';
alter role keycloak login nosuperuser nocreatedb nocreaterole nobypassrls password '${keycloak_password}';

create schema if not exists intake authorization intake_owner;
create schema if not exists booking authorization booking_owner;
create schema if not exists feedback authorization feedback_owner;
create schema if not exists keycloak authorization keycloak;

revoke create on schema public from public;

-- What a migration creates, the service may use; nothing else does.
do $$
declare
    service text;
begin
    foreach service in array array ['intake', 'booking', 'feedback']
    loop
        execute format('grant usage on schema %I to %I', service, service);
        execute format('alter role %I in database %I set search_path = %I, public', service, current_database(), service);
        execute format('alter role %I in database %I set search_path = %I, public', service || '_owner', current_database(), service);
        execute format('alter default privileges for role %I in schema %I grant select, insert, update, delete on tables to %I',
                       service || '_owner', service, service);
        execute format('alter default privileges for role %I in schema %I grant usage on sequences to %I',
                       service || '_owner', service, service);
        execute format('alter default privileges for role %I in schema %I grant execute on functions to %I',
                       service || '_owner', service, service);
    end loop;
    execute format('alter role keycloak in database %I set search_path = keycloak', current_database());
end
$$;
