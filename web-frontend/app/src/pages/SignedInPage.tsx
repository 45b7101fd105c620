import { Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { tellSignedIn } from "../signedIn";

/** Where signing in beside a half-filled form ends. */
export function SignedInPage() {
  const { t } = useTranslation();
  useEffect(tellSignedIn, []);
  return (
    <Stack align="flex-start">
      <Title>{t("state.signedIn")}</Title>
      <Text>{t("state.signedInText")}</Text>
      <Link to="/">{t("state.toHome")}</Link>
    </Stack>
  );
}
