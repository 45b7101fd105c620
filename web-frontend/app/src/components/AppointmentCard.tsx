import { Badge, Card, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Appointment } from "../api/booking";
import { clocksDiffer, dateTime, viewerZone, zoneName } from "../time";

export function AppointmentCard({ appointment }: { appointment: Appointment }) {
  const { t } = useTranslation();
  return (
    <Card padding="md">
      <Stack gap={4}>
        <Group justify="space-between">
          <Text fw={600}>{dateTime(appointment.start)}</Text>
          <Badge variant="light">{t(`appointment.state.${appointment.state}`)}</Badge>
        </Group>
        {clocksDiffer(appointment.start, viewerZone, appointment.zone) && (
          <Text c="dimmed" fz="sm">
            {t("hold.theirZone", { when: dateTime(appointment.start, appointment.zone), zone: zoneName(appointment.zone) })}
          </Text>
        )}
        <Text>
          {appointment.service?.name} · {appointment.therapist.name}
        </Text>
        <Link to="/appointments/$id" params={{ id: appointment.id }} aria-label={`${t("home.openAppointment")}, ${dateTime(appointment.start)}`}>
          {t("home.openAppointment")}
        </Link>
      </Stack>
    </Card>
  );
}
