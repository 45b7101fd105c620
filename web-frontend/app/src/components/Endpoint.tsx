import { Alert, Badge, Button, Checkbox, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EVENT_TYPES, shortType, type Endpoint, type EndpointInput } from "../api/webhooks";
import { dateTime } from "../time";

/** Name, address and events of an endpoint; what the service refuses stands beside each. */
export function EndpointFields({
  value,
  wrong,
  change,
}: {
  value: EndpointInput;
  wrong: Record<string, string>;
  change: (value: EndpointInput) => void;
}) {
  const { t } = useTranslation();
  return (
    <Stack>
      <TextInput
        label={t("webhooks.name")}
        description={t("webhooks.nameText")}
        value={value.name}
        error={wrong.name}
        onChange={(event) => change({ ...value, name: event.currentTarget.value })}
      />
      <TextInput
        type="url"
        inputMode="url"
        autoComplete="off"
        label={t("webhooks.url")}
        description={t("webhooks.urlText")}
        placeholder="https://example.com/hooks"
        value={value.url}
        error={wrong.url}
        onChange={(event) => change({ ...value, url: event.currentTarget.value })}
      />
      <Checkbox.Group
        size="md"
        label={t("webhooks.types")}
        value={value.types}
        error={wrong.types}
        onChange={(types) => change({ ...value, types: EVENT_TYPES.filter((type) => types.includes(type)) })}
      >
        <Stack gap="xs" mt="xs">
          {EVENT_TYPES.map((type) => (
            <Checkbox key={type} value={type} label={t(`webhooks.type.${shortType(type)}`)} description={type} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  );
}

/** A secret, which is told this once. */
export function SecretOnce({ secret }: { secret: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = () =>
    void navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <Alert color="pine" role="status" title={t("webhooks.secretOnce")}>
      <Stack gap="sm">
        <Code block className="wraps" data-testid="webhook-secret">
          {secret}
        </Code>
        <Group>
          <Button variant="default" onClick={copy}>
            {copied ? t("webhooks.copied") : t("webhooks.copy")}
          </Button>
        </Group>
        {copied === false && <Text>{t("webhooks.copyByHand")}</Text>}
        <Text>{t("webhooks.secretText")}</Text>
      </Stack>
    </Alert>
  );
}

export function EndpointState({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  const [color, key] = !endpoint.enabled ? ["gray", "disabled"] : endpoint.failingSince ? ["clay", "failing"] : ["pine", "enabled"];
  return (
    <Badge variant="light" color={color}>
      {t(`webhooks.state.${key}`)}
    </Badge>
  );
}

/** Why nothing arrives, or when something last did. */
export function EndpointNews({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  if (endpoint.disabledReason)
    return <Text>{t(`webhooks.disabled.${endpoint.disabledReason}`, { when: dateTime(endpoint.disabledAt ?? endpoint.createdAt) })}</Text>;
  if (endpoint.failingSince) return <Text>{t("webhooks.failingSince", { when: dateTime(endpoint.failingSince) })}</Text>;
  return <Text c="dimmed">{endpoint.lastSuccessAt ? t("webhooks.arrived", { when: dateTime(endpoint.lastSuccessAt) }) : t("webhooks.neverArrived")}</Text>;
}
