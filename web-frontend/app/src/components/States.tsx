import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { signIn } from "../api/gateway";
import { Problem } from "../api/http";

export function Loading({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <Stack aria-busy="true" aria-label={t("state.loading")} role="status">
      {Array.from({ length: lines }, (_, i) => (
        <Skeleton key={i} height={i === 0 ? 34 : 72} radius="md" />
      ))}
    </Stack>
  );
}

/** What went wrong, in our words where we know the code, in the server's otherwise, and what to do next. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t, i18n } = useTranslation();
  const problem = error instanceof Problem ? error : null;
  const code = problem?.code ?? "unknown";
  const known = i18n.exists(`problem.${code}`);
  return (
    <Alert color="clay" role="alert" title={known ? t(`problem.${code}`) : problem?.title || t("problem.unknown")}>
      <Stack gap="xs">
        {problem?.detail && <Text>{problem.detail}</Text>}
        {problem && problem.violations.length > 0 && (
          <ul>
            {problem.violations.map((violation, i) => (
              <li key={i}>{violation.message}</li>
            ))}
          </ul>
        )}
        <Group>
          {problem?.status === 401 && <Button onClick={() => signIn()}>{t("nav.signIn")}</Button>}
          {retry && problem?.status !== 401 && (
            <Button variant="default" onClick={retry}>
              {t("state.retry")}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Stack align="flex-start" gap="sm" py="lg">
      <Title order={2}>{title}</Title>
      {children}
    </Stack>
  );
}
