# Prints the skipped tests that surefire's XML reports name, each with its reason, sorted.
# usage: perl skipped-tests.pl REPORT.xml...
use strict;
use warnings;

my %entities = (quot => '"', apos => "'", lt => '<', gt => '>', amp => '&', '#10' => "\n");
my @lines;
for my $file (@ARGV) {
  open my $in, '<', $file or die "$file: $!\n";
  my $text = do { local $/; <$in> };
  while ($text =~ m{<testcase ([^>]*[^/>])>(.*?)</testcase>}gs) {
    my ($attributes, $body) = ($1, $2);
    next unless $body =~ m{<skipped([^>]*)>(?:<!\[CDATA\[)?(.*)}s;
    my ($options, $content) = ($1, $2);
    my $reason = $options =~ /message="([^"]*)"/ ? $1 : (split /\n/, $content)[0] // '';
    $reason =~ s/&([^;]*);/$entities{$1} \/\/ ''/ge;
    $reason =~ s/^.*Assumption failed: //s;
    $reason =~ s/\n.*//s;
    my ($class) = $attributes =~ /classname="([^"]*)"/;
    my ($name) = $attributes =~ /(?:^| )name="([^"]*)"/;
    push @lines, "    $class $name: " . ($reason || 'no reason given') . "\n";
  }
}
print sort @lines;
