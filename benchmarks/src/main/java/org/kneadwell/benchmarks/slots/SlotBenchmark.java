package org.kneadwell.benchmarks.slots;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.kneadwell.booking.slot.engine.SlotFinder;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One call for the slots of all therapists of an input, from the prepared immutable input to the lists. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SlotBenchmark {

    @Param({"a", "c100", "b5000"})
    String input = "a";

    private SlotInput prepared = SlotInput.NONE;

    @Setup
    public void prepare() {
        prepared = SlotInput.read(input);
    }

    @Benchmark
    public List<List<TimeSlot>> engine() {
        return prepared.slots(SlotFinder::startingIn);
    }

    @Benchmark
    public List<List<TimeSlot>> obvious() {
        return prepared.slots(ObviousSlots::startingIn);
    }
}
