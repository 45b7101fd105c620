import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { signOut } from "../api/gateway";

/** For whoever signed in by a password alone, where that is not enough: what to do, step by step. */
export function SecondFactorNeeded() {
  const { t } = useTranslation();
  return (
    <Stack align="flex-start" maw={640}>
      <Title>{t("secondFactor.title")}</Title>
      <Text>{t("secondFactor.why")}</Text>
      <ol>
        <li>{t("secondFactor.setUp")}</li>
        <li>{t("secondFactor.signInAgain")}</li>
      </ol>
      <Group>
        <Button component="a" href="/account">
          {t("secondFactor.account")}
        </Button>
        <Button variant="default" onClick={signOut}>
          {t("secondFactor.signOut")}
        </Button>
      </Group>
    </Stack>
  );
}
