import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** To where somebody else takes the payment. @param at what payAt let through */
export function PayLink({ at }: { at: string }) {
  const { t } = useTranslation();
  return (
    // eslint-disable-next-line no-restricted-syntax -- the payment provider's page is not ours; payAt takes https only
    <Button component="a" href={at}>
      {t("balance.goOn")}
    </Button>
  );
}
