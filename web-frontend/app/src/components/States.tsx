import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { signIn } from "../api/gateway";
import { Problem } from "../api/http";
import { addition, fieldOf, headline, sentence } from "../refusals";

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

/** What went wrong and what to do next; what stands beside its field already is not said twice. */
export function ProblemNotice({
  error,
  retry,
  besideFields = [],
}: {
  error: unknown;
  retry?: () => void;
  besideFields?: string[];
}) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : null;
  const more = problem && addition(problem);
  const others = problem?.violations.filter((violation) => !besideFields.includes(fieldOf(violation))) ?? [];
  return (
    <Alert color="clay" role="alert" title={problem ? headline(problem) : t("problem.unknown")}>
      <Stack gap="xs">
        {more && <Text>{more}</Text>}
        {others.length > 0 && (
          <ul>
            {others.map((violation, i) => (
              <li key={i}>{sentence(violation)}</li>
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
