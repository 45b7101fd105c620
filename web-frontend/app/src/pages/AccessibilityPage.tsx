import { List, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function AccessibilityPage() {
  const { t } = useTranslation();
  const lines = (key: "works" | "limits") => Object.values(t(`accessibility.${key}`, { returnObjects: true }) as Record<string, string>);
  return (
    <Stack maw={720}>
      <Title>{t("accessibility.title")}</Title>
      <Text>{t("accessibility.aim")}</Text>
      <Title order={2}>{t("accessibility.worksTitle")}</Title>
      <List spacing="xs">
        {lines("works").map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      <Title order={2}>{t("accessibility.limitsTitle")}</Title>
      <List spacing="xs">
        {lines("limits").map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      <Title order={2}>{t("accessibility.tellTitle")}</Title>
      <Text>{t("accessibility.tell")}</Text>
    </Stack>
  );
}
