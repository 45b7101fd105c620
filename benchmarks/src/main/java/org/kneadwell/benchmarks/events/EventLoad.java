package org.kneadwell.benchmarks.events;

import static org.kneadwell.benchmarks.events.Findings.say;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the events between the services: latency, drain, writing, rest and size, beside peers on the same server. Ends with
 * exit code 1 when an aim is missed or something did not do what it was to do.
 *
 * <p>Arguments, each {@code name=number}. Parts, 0 to leave one out: {@code latency}, {@code drain}, {@code writing}; of the first two
 * {@code own} and {@code peers}; {@code idle} (seconds), {@code size} (events), {@code held} (seconds of each half). Measures: {@code slow} and {@code fast} (events a
 * second), {@code seconds} (of each rate), {@code warmup} (seconds), {@code events} (of the drain), {@code clients}, {@code rounds} and
 * {@code turn} (seconds) of writing.
 */
public final class EventLoad {

    private final Map<String, Integer> arguments;
    private final EventDatabase database;
    private final Findings findings = new Findings();

    private EventLoad(Map<String, Integer> arguments, EventDatabase database) {
        this.arguments = arguments;
        this.database = database;
    }

    public static void main(String[] args) throws Exception {
        var arguments = new HashMap<String, Integer>();
        List.of(
                        "latency=1",
                        "drain=1",
                        "writing=1",
                        "own=1",
                        "peers=1",
                        "idle=60",
                        "size=1000000",
                        "held=60",
                        "slow=50",
                        "fast=500",
                        "seconds=60",
                        "warmup=30",
                        "events=100000",
                        "clients=8",
                        "rounds=3",
                        "turn=10")
                .forEach(arg -> put(arguments, arg));
        var known = List.copyOf(arguments.keySet());
        Arrays.stream(args).forEach(arg -> put(arguments, arg));
        if (!known.containsAll(arguments.keySet())) {
            throw new IllegalArgumentException("Arguments are " + known + ", each with =number.");
        }
        if (arguments.getOrDefault("events", 0) % 5000 != 0 || arguments.getOrDefault("size", 0) % 2000 != 0) {
            // They are written in lots, and a fifth of the drain warms up.
            throw new IllegalArgumentException("events is a multiple of 5,000 and size one of 2,000.");
        }
        boolean met;
        try (var database = EventDatabase.start()) {
            met = new EventLoad(arguments, database).run();
        }
        System.exit(met ? 0 : 1);
    }

    private static void put(Map<String, Integer> arguments, String argument) {
        var pair = argument.split("=", 2);
        arguments.put(pair[0], Integer.valueOf(pair[1]));
    }

    private int number(String name) {
        return arguments.getOrDefault(name, 0);
    }

    private boolean run() throws Exception {
        say(
                "PostgreSQL %s, fsync %s, synchronous_commit %s, full_page_writes %s, wal_level %s; JDK %s; %d processors",
                database.text("show server_version"),
                database.text("show fsync"),
                database.text("show synchronous_commit"),
                database.text("show full_page_writes"),
                database.text("show wal_level"),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        var peers = number("peers") == 0 ? List.<Peer>of() : Peer.all();
        peers.stream()
                .filter(peer -> peer.obstacle() != null)
                .forEach(peer -> say("left out: %s, %s", peer.name(), peer.obstacle()));
        peers = peers.stream().filter(peer -> peer.obstacle() == null).toList();
        if (number("latency") != 0) {
            latency(peers);
        }
        if (number("drain") != 0) {
            drain(peers);
        }
        if (number("writing") != 0) {
            new Writing(database, number("clients"), number("rounds"), number("turn")).run();
        }
        if (number("idle") != 0) {
            new AtRest(database, findings, number("idle")).run();
        }
        if (number("size") != 0) {
            new Sizes(database).retention(number("size"));
        }
        if (number("held") != 0) {
            database.forget();
            new Sizes(database).heldTransaction(number("fast"), number("held"));
        }
        findings.missed().forEach(what -> say("MISSED: %s", what));
        return findings.missed().isEmpty();
    }

    private void latency(List<Peer> peers) throws Exception {
        var rates = List.of(number("slow"), number("fast"));
        var latency = new EventLatency(database, findings, rates, number("seconds"), number("warmup"));
        if (number("own") != 0) {
            latency.throughTheService();
            latency.likeThePeers();
        }
        for (var peer : peers) {
            for (int rate : rates) {
                EventLatency.print(
                        peer.name(), rate, peer.latency(database, rate, number("seconds"), number("warmup")));
            }
        }
    }

    private void drain(List<Peer> peers) throws Exception {
        int events = number("events");
        int warmUp = events / 5;
        var drain = new Drain(database, events, warmUp);
        double ours = 0;
        if (number("own") != 0) {
            drain.throughTheService();
            drain.withARowEach();
            ours = drain.withoutEffects();
        }
        for (var peer : peers) {
            double its = peer.drain(database, events, warmUp);
            say("drain of %,d events, %-28s %,8.0f/s", events, peer.name(), its);
            if (number("own") != 0) {
                findings.atLeast("drain, of that of " + peer.name(), 100 * ours / its, 100, "%");
            }
        }
    }
}
