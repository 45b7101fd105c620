import { Alert, Button, Group, Text } from "@mantine/core";
import { notifyManager, useQueryClient, type Query } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/http";
import { isGone } from "../reads";
import { headline } from "../refusals";

function subscribe(changed: () => void): () => void {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}

/** Stays until there is a connection again; what was being read is then read again by itself. */
export function OfflineNotice() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div aria-live="polite" className="standing">
      {!online && (
        <Alert color="clay" title={t("offline.title")} data-testid="offline">
          {t("offline.text")}
        </Alert>
      )}
    </div>
  );
}

/** Whether what is shown was read once, and could not be read again. */
function isOld(query: Query): boolean {
  return query.state.status === "error" && query.state.data !== undefined && query.isActive() && !isGone(query.state.error);
}

/** The page stays as it was, with what was filled in; that the session has ended is said elsewhere. */
export function OldNotice() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const cache = queries.getQueryCache();
  const error = useSyncExternalStore(
    (changed) => cache.subscribe(notifyManager.batchCalls(changed)),
    () => cache.getAll().find(isOld)?.state.error ?? null,
  );
  if (!error || (error instanceof Problem && error.status === 401)) return null;
  return (
    <Alert color="clay" role="alert" mb="lg" title={error instanceof Problem ? headline(error) : t("problem.unknown")}>
      <Text mb="xs">{t("state.old")}</Text>
      <Group>
        <Button variant="default" onClick={() => void queries.refetchQueries({ predicate: isOld })}>
          {t("state.retry")}
        </Button>
      </Group>
    </Alert>
  );
}
