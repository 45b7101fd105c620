package org.kneadwell.system.contention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.kneadwell.testkit.PackagedService;

/** Sends wishes at the same instant, one thread and one connection each, spread over the replicas. */
final class Crowd implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Less than the service's own patience for a connection plus its work: one that takes longer is a failure. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<URI> replicas;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Crowd(List<PackagedService> replicas) {
        this.replicas = replicas.stream().map(PackagedService::baseUrl).toList();
    }

    /** @return one answer for each wish, in their order */
    List<Answer> atOnce(List<Wish> wishes) {
        var barrier = new CyclicBarrier(wishes.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Answer>>();
            for (int i = 0; i < wishes.size(); i++) {
                Wish wish = wishes.get(i);
                HttpRequest request = request(replicas.get(i % replicas.size()), wish);
                running.add(threads.submit(() -> {
                    barrier.await();
                    return send(wish, request);
                }));
            }
            var answers = new ArrayList<Answer>();
            for (Future<Answer> one : running) {
                answers.add(one.get());
            }
            return answers;
        } catch (ExecutionException failure) {
            throw new AssertionError("A request was not answered.", failure.getCause());
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** One alone. */
    Answer send(Wish wish) {
        try {
            return send(wish, request(replicas.getFirst(), wish));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Answer send(Wish wish, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode body = response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
        var answer = new Answer(wish, response.statusCode(), body);
        answers.add(answer);
        return answer;
    }

    private static HttpRequest request(URI replica, Wish wish) {
        try {
            return HttpRequest.newBuilder(replica.resolve("/api/booking/v1" + wish.path()))
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + wish.token())
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(wish.body())))
                    .build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All that was ever said. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        http.close();
    }
}
