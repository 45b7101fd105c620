import { Alert, Button, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { signInBeside } from "../api/gateway";
import { onSignedIn } from "../signedIn";

/** Above a page that stays as it was while one signs in again in another tab. */
export function SessionEnded() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  useEffect(() => onSignedIn(() => void queries.invalidateQueries()), [queries]);
  return (
    <Alert color="clay" role="alert" className="standing" mb="lg" title={t("problem.session-expired")}>
      <Text mb="xs">{t("state.signInBeside")}</Text>
      <Group>
        <Button onClick={signInBeside}>{t("nav.signIn")}</Button>
      </Group>
    </Alert>
  );
}
