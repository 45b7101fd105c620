import { Card, List, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { feedback } from "../api/feedback";

/** Only where the service says so: it was asked for, no flag speaks against it, and the last session was taken well. */
export function SelfCare() {
  const { t } = useTranslation();
  const selfCare = useQuery({ queryKey: ["self-care"], queryFn: feedback.selfCare });
  if (!selfCare.data || selfCare.data.items.length === 0) return null;
  return (
    <Card component="section" data-testid="self-care">
      <Title order={2} mb="xs">
        {t("followUp.selfCare")}
      </Title>
      <List spacing="xs">
        {selfCare.data.items.map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
    </Card>
  );
}
