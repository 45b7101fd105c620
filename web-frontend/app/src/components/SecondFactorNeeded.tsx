import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { stepUp } from "../api/gateway";

/** For whoever signed in by a password alone, where that is not enough: one tap to a passkey, and the other choices. */
export function SecondFactorNeeded() {
  const { t } = useTranslation();
  return (
    <Stack align="flex-start" maw={640}>
      <Title>{t("secondFactor.title")}</Title>
      <Text>{t("secondFactor.why")}</Text>
      <Text>{t("secondFactor.passkeyText")}</Text>
      <Button size="lg" onClick={() => stepUp("passkey")}>
        {t("secondFactor.passkey")}
      </Button>
      <Group>
        <Button variant="default" onClick={() => stepUp("app")}>
          {t("secondFactor.app")}
        </Button>
        <Button variant="default" onClick={() => stepUp()}>
          {t("secondFactor.signIn")}
        </Button>
      </Group>
      <Text c="dimmed">{t("secondFactor.lost")}</Text>
    </Stack>
  );
}
