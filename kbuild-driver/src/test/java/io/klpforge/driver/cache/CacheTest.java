package io.klpforge.driver.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  @TempDir private Path root;

  @Test
  void followsTheEnvironment() {
    Path home = Path.of("/home/me");
    assertEquals(Path.of("/home/me/.cache/klpforge"), Cache.of(Map.of(), home).root());
    assertEquals(Path.of("/x"), Cache.of(Map.of("KLPFORGE_CACHE", "/x"), home).root());
  }

  @Test
  void fillsAnEntryOnceHoweverManyAsk() {
    Cache cache = new Cache(root);
    AtomicInteger fillings = new AtomicInteger();
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            i ->
                cache.get(
                    "e",
                    directory -> {
                      Disk.write(directory.resolve("f"), "x");
                      fillings.incrementAndGet();
                    }));
    assertEquals(1, fillings.get());
    assertEquals("x", Disk.text(root.resolve("e/f")));
  }

  @Test
  void showsNothingOfAFillingThatFailed() {
    Cache cache = new Cache(root);
    assertThrows(
        IllegalStateException.class,
        () ->
            cache.get(
                "e",
                directory -> {
                  Disk.write(directory.resolve("half"), "x");
                  throw new IllegalStateException("killed");
                }));
    assertEquals(Optional.empty(), cache.find("e"));
    Path entry = cache.get("e", directory -> Disk.write(directory.resolve("f"), "x"));
    assertFalse(Files.exists(entry.resolve("half")));
  }

  @Test
  void refillsAnEntryThatIsNotComplete() {
    Disk.write(root.resolve("e/old"), "x");
    Path entry = new Cache(root).get("e", directory -> Disk.write(directory.resolve("f"), "x"));
    assertFalse(Files.exists(entry.resolve("old")));
    assertTrue(Files.exists(entry.resolve("f")));
  }

  @Test
  void letsOnlyOneHoldALock() {
    Cache cache = new Cache(root);
    FileLock lock = cache.lock("a");
    assertTrue(cache.tryLock("a").isEmpty());
    lock.close();
    cache.tryLock("a").orElseThrow().close();
  }
}
