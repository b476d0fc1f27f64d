package io.klpforge.driver.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.driver.header.Declaration.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MACRO     | A    | #define A(x) ((x) + \\\\n 1)",
        "MACRO     | A    | #undef A",
        "FUNCTION  | f    | static inline struct s *f(int a) { if (a) { return 0; } return g(); }",
        "FUNCTION  | f    | static __always_inline __must_check int f(void) __acquires(x) { return 1; }",
        "PROTOTYPE | f    | extern __printf(1, 2) struct s *f(const char *a, ...) __attribute__((noreturn));",
        "PROTOTYPE | f    | bool f(struct s *s);",
        "VARIABLE  | v    | extern struct s v;",
        "VARIABLE  | v    | extern const char *const v[3];",
        "VARIABLE  | v    | extern foo_t v __read_mostly;",
        "TYPE      | s    | struct s { int a; struct t *b; } __packed;",
        "TYPE      | s,t  | struct s { struct t { int a; } b; };",
        "TYPE      | A,B  | enum { A, B = 2 };",
        "TYPE      | s,s_t| typedef struct s { int a; } s_t;",
        "TYPE      | s_t  | typedef unsigned long s_t;",
        "TYPE      | s_t  | typedef u64 s_t;",
        "TYPE      | fn   | typedef int (*fn)(struct s *);",
        "SILENT    |      | struct s;",
        "SILENT    |      | static_assert(sizeof(int) == 4);",
        "OTHER     |      | #include <a.h>",
        "OTHER     |      | DEFINE_THING(a, b);",
        "OTHER     |      | int f(void) { return 1; }",
      })
  void oneDeclaration(Kind kind, String names, String text) {
    List<Declaration> found = HeaderParser.parse(text.replace("\\n", "\n") + "\n");
    assertEquals(1, found.size(), found.toString());
    assertEquals(kind, found.get(0).kind());
    Set<String> wanted = names == null ? Set.of() : Set.of(names.split(","));
    assertEquals(wanted, found.get(0).names());
  }

  @Test
  void alternativesThatOpenABraceTwiceAreReadFromTheSameDepth() {
    List<Declaration> found =
        HeaderParser.parse(
            """
            static inline int f(int a)
            #ifdef A
            { if (a) {
            #else
            { if (!a) {
            #endif
              return 1; } return 0; }
            int g(void);
            """);
    Declaration last = found.get(found.size() - 1);
    assertEquals(Set.of("g"), last.names());
    assertEquals(Kind.PROTOTYPE, last.kind());
  }

  @Test
  void whatStandsUnderAConditionHoldsIt() {
    Declaration first = HeaderParser.parse("#if defined(A) && B\nint f(void);\n#endif\n").get(0);
    assertEquals(
        List.of("if", "defined", "(", "A", ")", "&", "&", "B"), first.tokens().subList(0, 8));
  }

  @Test
  void anUnfinishedDeclarationIsNotUnderstood() {
    assertEquals(Kind.OTHER, HeaderParser.parse("int f(void)\n").get(0).kind());
    assertEquals(Kind.OTHER, HeaderParser.parse("{ 1, 2 },\n{ 3, 4 },\n").get(0).kind());
  }
}
