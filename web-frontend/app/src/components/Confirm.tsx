import { Button, Group, Modal, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { ProblemNotice } from "./States";

interface Props {
  opened: boolean;
  close: () => void;
  title: string;
  yes: string;
  no: string;
  busy: boolean;
  error: unknown;
  act: () => void;
  /** Of the button that goes on; clay where something is given up. */
  color?: "clay" | "pine";
  children: ReactNode;
}

/** Asks once more before what cannot be undone. */
export function Confirm({ opened, close, title, yes, no, busy, error, act, color = "clay", children }: Props) {
  return (
    <Modal.Root opened={opened} onClose={close}>
      <Modal.Overlay />
      {/* Without the component's own header, which would be a second banner of the page. */}
      <Modal.Content aria-label={title}>
        <Modal.Body>
          <Stack pt="md">
            <Title order={2}>{title}</Title>
            {children}
            {error !== null && <ProblemNotice error={error} />}
            <Group>
              <Button color={color} loading={busy} onClick={act}>
                {yes}
              </Button>
              <Button variant="default" onClick={close}>
                {no}
              </Button>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
