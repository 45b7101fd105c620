import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { booking } from "../api/booking";
import { feedback } from "../api/feedback";
import { signIn, signUp } from "../api/gateway";
import { now } from "../api/http";
import { intake } from "../api/intake";
import { AppointmentCard } from "../components/AppointmentCard";
import { SecondFactorNeeded } from "../components/SecondFactorNeeded";
import { Loading, ProblemNotice } from "../components/States";
import { useSession } from "../session";
import { isoDay } from "../time";

const STEPS = ["intake", "match", "followUp"] as const;
const DAY = 24 * 3600 * 1000;

export function HomePage() {
  const session = useSession();
  if (session.isPending) return <Loading />;
  const roles = session.data?.roles ?? [];
  if (roles.includes("client")) return <ClientHome name={session.data?.name ?? ""} />;
  if (roles.includes("therapist")) return <Navigate to="/therapist" replace />;
  if (roles.includes("coordinator")) return <Navigate to="/coordinator" replace />;
  if (session.data?.needSecondFactor?.length) return <SecondFactorNeeded />;
  return <Welcome />;
}

function Welcome() {
  const { t } = useTranslation();
  return (
    <div className="two welcome">
      <Stack gap="lg" maw={640} py={{ base: "md", md: "xl" }}>
        <Title fz={{ base: "2rem", md: "2.6rem" }} lh={1.2}>
          {t("home.title")}
        </Title>
        <Text fz="lg">{t("home.lead")}</Text>
        <Text fz="lg" fw={600}>
          {t("home.less")}
        </Text>
        <Group>
          <Button size="lg" onClick={() => signIn("/")}>
            {t("nav.signIn")}
          </Button>
          <Button size="lg" variant="default" onClick={signUp}>
            {t("nav.signUp")}
          </Button>
        </Group>
        <Text c="dimmed">{t("home.evidence")}</Text>
      </Stack>
      <Stack component="section" aria-labelledby="how" gap="md" py={{ base: "md", md: "xl" }}>
        <Title order={2} id="how">
          {t("home.how")}
        </Title>
        <ol className="steps">
          {STEPS.map((step) => (
            <li key={step}>{t(`home.steps.${step}`)}</li>
          ))}
        </ol>
      </Stack>
    </div>
  );
}

function ClientHome({ name }: { name: string }) {
  const { t } = useTranslation();
  const assessment = useQuery({ queryKey: ["assessment"], queryFn: intake.assessment });
  const draft = useQuery({ queryKey: ["draft-there"], queryFn: async () => (await intake.currentDraft()) !== null });
  const appointments = useQuery({ queryKey: ["appointments", "near"], queryFn: () => booking.appointments({ from: isoDay(now() - 60 * DAY) }) });
  const followUps = useQuery({ queryKey: ["follow-ups"], queryFn: feedback.followUps });
  const waitlist = useQuery({ queryKey: ["waitlist"], queryFn: booking.waitlist });
  const offered = waitlist.data?.items.some((entry) => entry.state === "offered") ?? false;
  const all = appointments.data?.items ?? [];
  const coming = all
    .filter((a) => (a.state === "booked" || a.state === "pending") && Date.parse(a.end) > now())
    .sort((a, b) => a.start.localeCompare(b.start));
  const past = all
    .filter((a) => a.state === "completed" || (Date.parse(a.end) <= now() && a.state !== "held" && a.state !== "expired"))
    .sort((a, b) => b.start.localeCompare(a.start))
    .slice(0, 5);
  const held = all.find((a) => a.state === "held" && a.expiresAt && Date.parse(a.expiresAt) > now());
  const due = (followUps.data?.items ?? []).filter((f) => ["invited", "reminded", "ask_again"].includes(f.state));
  return (
    <Stack gap="xl">
      <Title>{t("home.hello", { name: name.split(" ")[0] })}</Title>
      <div className="two">
        <Stack component="section" aria-labelledby="todo">
          <Title order={2} id="todo">
            {t("home.todo")}
          </Title>
          {due.map((f) => (
            <Card key={f.id} className="due">
              <Stack gap="sm" align="flex-start">
                <Text fw={600}>{t("home.followUpDue", { name: f.therapist.name })}</Text>
                <Button renderRoot={(props) => <Link to="/follow-ups/$id" params={{ id: f.id }} {...props} />}>
                  {t("home.answerFollowUp")}
                </Button>
              </Stack>
            </Card>
          ))}
          {offered && (
            <Card>
              <Stack gap="sm" align="flex-start">
                <Text fw={600}>{t("waitlist.state.offered")}</Text>
                <Button renderRoot={(props) => <Link to="/waitlist" {...props} />}>{t("waitlist.title")}</Button>
              </Stack>
            </Card>
          )}
          {held && (
            <Card>
              <Stack gap="sm" align="flex-start">
                <Text fw={600}>{t("home.held")}</Text>
                <Button renderRoot={(props) => <Link to="/hold/$id" params={{ id: held.id }} {...props} />}>
                  {t("home.finishHold")}
                </Button>
              </Stack>
            </Card>
          )}
          <Card>
            {assessment.isPending ? (
              <Loading lines={2} />
            ) : assessment.isLoadingError ? (
              <ProblemNotice error={assessment.error} retry={() => void assessment.refetch()} />
            ) : assessment.data ? (
              <Stack gap="sm" align="flex-start">
                <Text fw={600}>{assessment.data.headline}</Text>
                <Group>
                  {assessment.data.bookable && (
                    <Button renderRoot={(props) => <Link to="/matches" {...props} />}>{t("home.findTherapist")}</Button>
                  )}
                  <Button variant="default" renderRoot={(props) => <Link to="/result" {...props} />}>
                    {t("home.seeResult")}
                  </Button>
                  <Button variant="subtle" renderRoot={(props) => <Link to="/intake" {...props} />}>
                    {t("home.redoIntake")}
                  </Button>
                </Group>
              </Stack>
            ) : (
              <Stack gap="sm" align="flex-start">
                <Text>{t("home.lead")}</Text>
                <Button renderRoot={(props) => <Link to="/intake" {...props} />}>
                  {draft.data ? t("home.continueIntake") : t("home.startIntake")}
                </Button>
              </Stack>
            )}
          </Card>
        </Stack>
        <Stack component="section" aria-labelledby="next">
          <Title order={2} id="next">
            {t("home.next")}
          </Title>
          {appointments.isPending && <Loading lines={2} />}
          {appointments.error && <ProblemNotice error={appointments.error} retry={() => void appointments.refetch()} />}
          {appointments.data && coming.length === 0 && <Text c="dimmed">{t("home.none")}</Text>}
          {coming.map((a) => (
            <AppointmentCard key={a.id} appointment={a} />
          ))}
          {past.length > 0 && (
            <>
              <Title order={2}>{t("home.past")}</Title>
              {past.map((a) => (
                <AppointmentCard key={a.id} appointment={a} />
              ))}
            </>
          )}
        </Stack>
      </div>
      <Group gap="lg">
        <Link to="/appointments">{t("home.allAppointments")}</Link>
        <Link to="/packages">{t("packages.title")}</Link>
        <Link to="/waitlist">{t("waitlist.title")}</Link>
        <Link to="/calendar">{t("calendar.title")}</Link>
        <Link to="/my-data">{t("myData.title")}</Link>
      </Group>
    </Stack>
  );
}
