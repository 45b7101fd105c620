import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** The pages on which a therapist says when they can be booked. */
export function HoursNav() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("hoursNav.label")} className="subnav">
      <Link className="navlink" to="/therapist/hours">
        {t("hours.title")}
      </Link>
      <Link className="navlink" to="/therapist/rules">
        {t("rules.title")}
      </Link>
      <Link className="navlink" to="/therapist/calendars">
        {t("busy.title")}
      </Link>
    </nav>
  );
}
