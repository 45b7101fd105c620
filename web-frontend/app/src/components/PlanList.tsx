import { Card, Stack, Text, Title } from "@mantine/core";
import type { RegionPressure } from "../api/intake";
import { word } from "../i18n";
import { RegionScale } from "./PressureScale";

interface Props {
  regions: RegionPressure[];
  order?: 3 | 4;
  /** Leaves out what the client simply said: for the therapist, who reads it in the target. */
  changesOnly?: boolean;
  /** For a page that is to be seen at one glance. */
  dense?: boolean;
}

export function PlanList({ regions, order = 3, changesOnly = false, dense = false }: Props) {
  return (
    <Stack component="ul" className="plain" gap={dense ? "xs" : "sm"}>
      {regions.map((region) => (
        <Card component="li" key={region.region} padding={dense ? "xs" : "md"} data-testid={`plan-${region.region}`}>
          <Title order={order}>{word("region", region.region)}</Title>
          <RegionScale region={region} label={word("region", region.region)} />
          {region.lastChange && !(changesOnly && region.lastChange.kind === "intake") && (
            <Text fz="sm" fw={600}>
              {region.lastChange.sentence}
            </Text>
          )}
        </Card>
      ))}
    </Stack>
  );
}
