import { Card, Stack, Text, Title } from "@mantine/core";
import type { RegionPressure } from "../api/intake";
import { word } from "../i18n";
import { RegionScale } from "./PressureScale";

export function PlanList({ regions, order = 3 }: { regions: RegionPressure[]; order?: 3 | 4 }) {
  return (
    <Stack component="ul" className="plain" gap="sm">
      {regions.map((region) => (
        <Card component="li" key={region.region} padding="md" data-testid={`plan-${region.region}`}>
          <Title order={order}>{word("region", region.region)}</Title>
          <RegionScale region={region} label={word("region", region.region)} />
          {region.lastChange && (
            <Text fz="sm" fw={600}>
              {region.lastChange.sentence}
            </Text>
          )}
        </Card>
      ))}
    </Stack>
  );
}
