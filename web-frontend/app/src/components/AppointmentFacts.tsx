import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Appointment } from "../api/booking";
import { clocksDiffer, dateTime, price, time, viewerZone, zoneName } from "../time";

export function AppointmentFacts({ appointment }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const rows: [string, string][] = [
    [t("hold.when"), `${dateTime(appointment.start)} – ${time(appointment.end)}`],
    [t("hold.withWhom"), appointment.therapist.name],
  ];
  if (appointment.service)
    rows.push([
      t("hold.what"),
      `${appointment.service.name}, ${t("therapist.minutes", { minutes: appointment.service.minutes })}`,
    ]);
  if (appointment.service?.price) rows.push([t("hold.price"), price(appointment.service.price)]);
  if (appointment.location) rows.push([t("hold.where"), `${appointment.location.name}, ${appointment.location.address}`]);
  return (
    <dl className="facts">
      {rows.map(([label, value], i) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            {i === 0 && clocksDiffer(appointment.start, viewerZone, appointment.zone) && (
              <Text c="dimmed" fz="sm">
                {t("hold.theirZone", {
                  when: dateTime(appointment.start, appointment.zone),
                  zone: zoneName(appointment.zone),
                })}
              </Text>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
