import { Container, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** What holds on every page. The language is chosen at its top, where whoever cannot read the rest looks first. */
export function Footer() {
  const { t } = useTranslation();
  return (
    <footer className="footer noPrint">
      <Container size="lg">
        <Text fz="sm">{t("home.notDiagnosis")}</Text>
        <nav aria-label={t("footer.more")}>
          <Link to="/accessibility">{t("accessibility.title")}</Link>
          <Link to="/privacy">{t("privacy.title")}</Link>
        </nav>
      </Container>
    </footer>
  );
}
