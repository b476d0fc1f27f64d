package io.klpforge.driver.run;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.List;

/**
 * A module on its way to its final name, and its manifest to {@code NAME.json}.
 *
 * @param stage made and verified it
 * @param parcel what to write
 * @param output directory
 */
record Shipment(ModuleStage stage, Delivery.Parcel parcel, Path output) {

  /**
   * Delivers modules, all whole, or none if one cannot be written. Where a module is new, its
   * manifest is.
   *
   * @return the modules
   */
  static List<Path> deliver(List<Shipment> all) {
    try {
      all.forEach(Shipment::write);
      all.forEach(Shipment::publish);
    } finally {
      all.forEach(Shipment::discard);
    }
    return all.stream().map(Shipment::module).toList();
  }

  /** {@return the same with other bytes, such as the same ones and a signature} */
  Shipment with(Bytes signed) {
    return new Shipment(stage, new Delivery.Parcel(signed, parcel.manifest()), output);
  }

  private Path manifest() {
    return output.resolve(stage.name() + ".json");
  }

  private Path module() {
    return output.resolve(stage.name() + ".ko");
  }

  private void write() {
    stage.complete();
    Disk.write(unfinished(manifest()), parcel.manifest());
    Disk.write(unfinished(module()), parcel.bytes().toArray());
  }

  private void publish() {
    Disk.rename(unfinished(manifest()), manifest());
    Disk.rename(unfinished(module()), module());
  }

  private void discard() {
    Disk.delete(unfinished(manifest()));
    Disk.delete(unfinished(module()));
  }

  private static Path unfinished(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
  }
}
