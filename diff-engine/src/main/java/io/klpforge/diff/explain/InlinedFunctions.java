package io.klpforge.diff.explain;

import io.klpforge.diff.dwarf.DebugFunction;
import io.klpforge.diff.dwarf.InlinedCall;
import io.klpforge.diff.dwarf.SourceLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is inlined into one function, each callee with the ways it comes in. */
final class InlinedFunctions {
  private final Map<Callee, List<List<InlinedCall>>> chains = new LinkedHashMap<>();

  /** A function in the source. */
  record Callee(String name, SourceLine declared) {}

  InlinedFunctions(DebugFunction function) {
    function.calls().forEach(call -> add(function.declared(), List.of(), call));
  }

  /** A function that gcc splits into what is inlined and the rest is inlined into itself. */
  private void add(SourceLine into, List<InlinedCall> outer, InlinedCall call) {
    if (call.declared().equals(into)) {
      call.calls().forEach(inner -> add(into, outer, inner));
      return;
    }
    List<InlinedCall> chain = new ArrayList<>(outer);
    chain.add(call);
    chains
        .computeIfAbsent(new Callee(call.name(), call.declared()), key -> new ArrayList<>())
        .add(List.copyOf(chain));
    call.calls().forEach(inner -> add(call.declared(), chain, inner));
  }

  /** {@return the callees, in the order of the debug information} */
  List<Callee> callees() {
    return List.copyOf(chains.keySet());
  }

  /** {@return whether a function of that name is inlined, at whatever depth} */
  boolean has(String name) {
    return chains.keySet().stream().anyMatch(callee -> callee.name().equals(name));
  }

  /** {@return the ways a callee comes in, each from the outermost call to its own} */
  List<List<InlinedCall>> chains(Callee callee) {
    return chains.getOrDefault(callee, List.of());
  }
}
