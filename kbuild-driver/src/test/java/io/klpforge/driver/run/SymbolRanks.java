package io.klpforge.driver.run;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernel's numbering of names used more than once, found without any code of ours: {@code
 * readelf} tells which source file a symbol is of, System.map in which order addresses come.
 *
 * @param readelf lines of {@code readelf -sW vmlinux}
 * @param systemMap lines {@code ADDRESS TYPE NAME}
 */
record SymbolRanks(List<String> readelf, List<String> systemMap) {

  static SymbolRanks of(TestKernel kernel) {
    Command symbols = Command.of(Path.of("/"), "readelf", "-sW", kernel.vmlinux().toString());
    return new SymbolRanks(
        new CommandRunner().check(symbols).lines().toList(), Disk.lines(kernel.systemMap()));
  }

  /** {@return 0 if the name is used once, else which of them, from 1, is that file's} */
  int position(String file, String name) {
    List<String> addresses =
        systemMap.stream()
            .filter(line -> line.endsWith(" " + name))
            .map(line -> line.substring(0, 16))
            .sorted()
            .toList();
    return addresses.size() == 1 ? 0 : addresses.indexOf(address(file, name)) + 1;
  }

  private String address(String file, String name) {
    boolean inside = false;
    for (String line : readelf) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length == 8 && words[3].equals("FILE")) {
        inside = words[7].equals(file);
      } else if (inside && words.length == 8 && words[7].equals(name)) {
        return words[1];
      }
    }
    throw new AssertionError(file + " has no " + name);
  }
}
