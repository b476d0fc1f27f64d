package io.klpforge.driver.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whom the change of {@code a.h} concerns, among sources that all include all headers. */
class HeaderReachTest {
  private static final Optional<Set<String>> NOBODY = Optional.of(Set.of());
  private static final Optional<Set<String>> EVERYBODY = Optional.empty();

  private final Map<String, String> included = new TreeMap<>();
  private final Map<String, String> sources = new TreeMap<>();

  HeaderReachTest() {
    sources.put("other.c", "int other(struct s *s) { return s->member + 1; }\n");
  }

  private static Optional<Set<String>> only(String source) {
    return Optional.of(Set.of(source));
  }

  private Optional<Set<String>> concerned(String before, String after) {
    included.put("a.h", before);
    Map<String, String> all = new TreeMap<>(included);
    all.putAll(sources);
    SourceWords words = new WordStore().read(included.keySet(), sources.keySet(), all::get);
    List<HeaderReach.Change> changes = List.of(new HeaderReach.Change(before, after));
    return HeaderReach.of(changes, words, all::get, path -> path.endsWith("private.h"))
        .map(
            reach -> {
              Set<String> found = new TreeSet<>(sources.keySet());
              found.removeIf(
                  source ->
                      !reach.concerns(words.sources().get(source))
                          && !reach.carriers().contains(source));
              reach.carriers().stream().filter(included::containsKey).forEach(found::add);
              return found;
            });
  }

  @Test
  void aCommentConcernsNobody() {
    assertEquals(NOBODY, concerned("/* one */ int f(int a);\n", "int f(int a); // two\n"));
  }

  @Test
  void aNewPrototypeConcernsWhoNamesIt() {
    sources.put("user.c", "int u(void) { return fresh(); }\n");
    assertEquals(only("user.c"), concerned("int f(void);\n", "int f(void);\nint fresh(void);\n"));
  }

  @Test
  void anInlineFunctionIsFollowedThroughOthersAndMacros() {
    included.put(
        "b.h", "static inline int g(void) { return f() + 1; }\n#define G(x) (g() + (x))\n");
    sources.put("user.c", "int u(void) { return G(1); }\n");
    assertEquals(
        only("user.c"),
        concerned(
            "static inline int f(void) { return 1; }\n",
            "static inline int f(void) { return 2; }\n"));
  }

  /**
   * As the limit of an ioprio in block/bfq-iosched.h, all of whose functions take what it sizes.
   */
  @Test
  void whereTooManyNamesWouldHaveToBeFollowedAHeaderOfFewStandsForThem() {
    StringBuilder many = new StringBuilder("struct group { int limits[LIMIT]; };\n");
    for (int i = 0; i < 500; i++) {
      many.append("struct group *get").append(i).append("(struct group *group);\n");
    }
    included.put("private.h", many.toString());
    sources.put("user.c", "int u(void) { return LIMIT; }\n");
    assertEquals(
        Optional.of(Set.of("private.h", "user.c")),
        concerned("#define LIMIT 7\n", "#define LIMIT 8\n"));
    included.put("b.h", many.toString());
    assertEquals(EVERYBODY, concerned("#define LIMIT 7\n", "#define LIMIT 8\n"));
  }

  @Test
  void aStructureIsFollowedToWhatReturnsIt() {
    included.put("b.h", "struct inner;\nstruct inner *get(void);\n#define current get()\n");
    sources.put("user.c", "int u(void) { return current->x; }\n");
    assertEquals(
        only("user.c"),
        concerned("struct inner { int x; };\n", "struct inner { long y; int x; };\n"));
  }

  @Test
  void aStructureIsFollowedToWhatHoldsIt() {
    included.put("b.h", "typedef struct { struct inner in; int z; } outer_t;\n");
    sources.put("user.c", "int u(outer_t *o) { return o->z; }\n");
    assertEquals(
        only("user.c"),
        concerned("struct inner { int x; };\n", "struct inner { long y; int x; };\n"));
  }

  @Test
  void anEnumeratorAndANestedTagCount() {
    sources.put("one.c", "int one = LAST;\n");
    sources.put("two.c", "struct nested n;\n");
    String before = "struct s2 { enum { FIRST, LAST } e; struct nested { int a; } n; };\n";
    assertEquals(
        Optional.of(Set.of("one.c", "two.c")),
        concerned(before, before.replace("LAST", "MID, LAST")));
  }

  @Test
  void anEarlyDeclarationChangesNothing() {
    assertEquals(NOBODY, concerned("int f(void);\n", "struct s;\nint f(void);\n"));
  }

  @Test
  void aConditionIsFollowedToWhatStandsUnderIt() {
    included.put(
        "b.h", "#ifdef WIDE\nstruct cond { long a; };\n#else\nstruct cond { int a; };\n#endif\n");
    sources.put("user.c", "struct cond c;\n");
    assertEquals(only("user.c"), concerned("", "#define WIDE\n"));
  }

  @Test
  void anIncludeUnderAChangedConditionConcernsWhoeverIncludesThatFile() {
    included.put("b.h", "#ifdef WIDE\n#include \"c.h\"\n#endif\n");
    assertEquals(only("b.h"), concerned("", "#define WIDE\n"));
  }

  @Test
  void aMacroInvokedInAHeaderConcernsWhoeverIncludesIt() {
    included.put("b.h", "DEFINE_THING(one, f());\n");
    assertEquals(
        only("b.h"),
        concerned(
            "static inline int f(void) { return 1; }\n",
            "static inline int f(void) { return 2; }\n"));
  }

  @Test
  void anotherNameOfAMacroCounts() {
    included.put("b.h", "#define renamed real_name\n");
    sources.put("user.c", "int u(void) { return real_name(1); }\n");
    assertEquals(only("user.c"), concerned("int renamed(int);\n", "int renamed(long);\n"));
  }

  @Test
  void aMemberOfAFunctionsNameIsNotTheFunction() {
    included.put("b.h", "struct ops { int (*f)(void); };\n");
    sources.put("user.c", "struct ops o;\n");
    assertEquals(
        NOBODY,
        concerned(
            "static inline int f(void) { return 1; }\n",
            "static inline int f(void) { return 2; }\n"));
  }

  @Test
  void aNamePutTogetherByAMacroCounts() {
    included.put("b.h", "#define call(x) do_##x##_now()\n");
    sources.put("user.c", "int u(void) { return call(it); }\n");
    assertEquals(only("user.c"), concerned("int do_it_now(void);\n", "long do_it_now(void);\n"));
  }

  @Test
  void aNamePutTogetherInTwoStepsCounts() {
    included.put(
        "b.h",
        """
        #define ___PASTE(a, b) a##b
        #define __PASTE(a, b) ___PASTE(a, b)
        #define call(x) __PASTE(do_, x)()
        #define again(x) call(the_##x)
        """);
    sources.put("user.c", "int u(void) { return again(it); }\n");
    assertEquals(only("user.c"), concerned("int do_the_it(void);\n", "long do_the_it(void);\n"));
  }

  @Test
  void aNamePutTogetherInManyStepsOfOneLetterCounts() {
    included.put(
        "b.h",
        """
        #define call(x) do_##x##_now()
        #define second(x, y) call(x##_##y)
        #define third(x, y) second(x##_##y, z)
        #define fourth(x, y) third(x##y, b)
        """);
    sources.put("user.c", "int u(void) { return fourth(i, t); }\n");
    assertEquals(
        only("user.c"), concerned("int do_it_b_z_now(void);\n", "long do_it_b_z_now(void);\n"));
  }

  @Test
  void aNamePutTogetherOfWhatTheUserPutsTogetherCounts() {
    included.put(
        "b.h",
        """
        #define CAT(a, b) a##b
        #define __call(x) do_##x()
        #define call(x) __call(x)
        """);
    sources.put("user.c", "int u(void) { return call(CAT(i, t)); }\n");
    assertEquals(only("user.c"), concerned("int do_it(void);\n", "long do_it(void);\n"));
  }

  @Test
  void theNameOfAMacroMayBePutTogether() {
    included.put("b.h", "int make(void);\n#define DO_make(x) do_##x\n");
    included.put("c.h", "#define BY(op, x) DO_##op(x)\n");
    sources.put("user.c", "int u(void) { return BY(make, make)(); }\n");
    assertEquals(only("user.c"), concerned("int do_make(void);\n", "long do_make(void);\n"));
  }

  @Test
  void aNamePutTogetherOfGivenWordsCounts() {
    included.put("b.h", "#define CAT(a, b) a ## b\n");
    sources.put("user.c", "int u(void) { return CAT(do, it)(); }\n");
    assertEquals(only("user.c"), concerned("int doit(void);\n", "long doit(void);\n"));
  }

  @Test
  void aSourceMayPutTogetherItself() {
    sources.put("user.c", "#define call(x) do_##x()\nint u(void) { return call(it); }\n");
    assertEquals(only("user.c"), concerned("int do_it(void);\n", "long do_it(void);\n"));
  }

  @Test
  void aChangeThatIsNotUnderstoodConcernsEverybody() {
    assertEquals(EVERYBODY, concerned("", "#include <linux/b.h>\n"));
    assertEquals(EVERYBODY, concerned("", "#pragma pack(1)\n"));
    assertEquals(EVERYBODY, concerned("", "DECLARE_THING(x);\n"));
    assertEquals(EVERYBODY, concerned("", "DECLARE_THING(x)\nint f(void);\n"));
    assertEquals(EVERYBODY, concerned("", "int x;\n"));
    assertEquals(EVERYBODY, concerned("", "int f(void) { return 1; }\n"));
    assertEquals(EVERYBODY, concerned("", "static int x __used;\n"));
    assertEquals(EVERYBODY, concerned("", "asm(\"nop\");\n"));
    assertEquals(EVERYBODY, concerned("", "extern int (*hook)(void);\n"));
    assertEquals(EVERYBODY, concerned("", "struct s2 { int a; } variable;\n"));
  }
}
