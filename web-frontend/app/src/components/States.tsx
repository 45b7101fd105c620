import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { signIn, signInBeside } from "../api/gateway";
import { Problem } from "../api/http";
import { onSignedIn } from "../signedIn";
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
  heading,
}: {
  error: unknown;
  retry?: () => void;
  besideFields?: string[];
  /** Whether this is all there is on the page. */
  heading?: boolean;
}) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : null;
  const said = problem ? headline(problem) : t("problem.unknown");
  const more = problem && addition(problem);
  const others = problem?.violations.filter((violation) => !besideFields.includes(fieldOf(violation))) ?? [];
  return (
    <Alert color="clay" role="alert" title={heading ? <Title fz="h2">{said}</Title> : said}>
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
          {problem?.status === 401 && heading && <Button onClick={() => signIn()}>{t("nav.signIn")}</Button>}
          {problem?.status === 401 && !heading && <SignInBeside />}
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

/** For a form: what was filled in is still there when one comes back from the other tab. */
function SignInBeside() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [again, setAgain] = useState(false);
  useEffect(
    () =>
      onSignedIn(() => {
        setAgain(true);
        void queries.invalidateQueries({ queryKey: ["session"] });
      }),
    [queries],
  );
  if (again) return <Text role="status">{t("state.signedInAgain")}</Text>;
  return (
    <Stack gap="xs">
      <Text>{t("state.signInBeside")}</Text>
      <Group>
        <Button onClick={signInBeside}>{t("nav.signIn")}</Button>
      </Group>
    </Stack>
  );
}

/** Instead of a page that could not be loaded. */
export function PageProblem({ error, retry }: { error: unknown; retry: () => void }) {
  return <ProblemNotice error={error} retry={retry} heading />;
}

/** @param order 1 where this is all there is on the page */
export function Empty({ title, order = 2, children }: { title: string; order?: 1 | 2; children?: ReactNode }) {
  return (
    <Stack align="flex-start" gap="sm" py="lg">
      <Title order={order} fz="h2">
        {title}
      </Title>
      {children}
    </Stack>
  );
}
