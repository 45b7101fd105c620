import { List, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../session";

/** What happens to what people tell, in plain words; what is kept of oneself is on a page of its own. */
export function PrivacyPage() {
  const { t } = useTranslation();
  const client = useSession().data?.roles?.includes("client");
  const lines = Object.values(t("privacy.lines", { returnObjects: true }) as Record<string, string>);
  return (
    <Stack maw={720}>
      <Title>{t("privacy.title")}</Title>
      <Text>{t("privacy.lead")}</Text>
      <List spacing="xs">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      {client && <Link to="/my-data">{t("myData.title")}</Link>}
    </Stack>
  );
}
