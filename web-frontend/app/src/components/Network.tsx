import { Alert } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

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
