package org.kneadwell.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kneadwell.system.WithServicesOfItsOwn;

/** The short run. Its seed is another every time and stands in the first line; {@code -Dfaults.seed=…} repeats one. */
@Tag("slow")
@WithServicesOfItsOwn
class FaultsTest {

    @Test
    void nothing_is_lost_doubled_or_out_of_order_while_everything_breaks() {
        String seed = System.getProperty("faults.seed");
        var options = seed == null ? FaultRun.Options.of() : FaultRun.Options.of("seed=" + seed);

        FaultRun.Result result = FaultRun.run(options, System.out);

        assertThat(result.report()).noneMatch(line -> line.startsWith("RED"));
        assertThat(result.faults()).isGreaterThanOrEqualTo(60);
    }
}
