#include "app/commands/node_table.hpp"

#include <gmock/gmock.h>

#include "reclaim/terminal/columns.hpp"

namespace burner::app {
namespace {

using nodes::NodeReport;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

NodeReport report(std::string name) {
    return {.id = "node_AbCdEfGhIjKlMnOpQrStUv",
            .name = std::move(name),
            .version = "0.1.0",
            .since_start = std::chrono::hours{49},
            .since_renewal = milliseconds{440},
            .applied = 120,
            .duties = 11};
}

std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        longest = std::max(longest, reclaim::width_of(text.substr(at, end - at)));
        at = end + 1;
    }
    return longest;
}

TEST(NodeTableTest, HasALineForEachNode) {
    EXPECT_EQ(node_table({report("vm-1"), report("vm-2")}, {}, false),
              "NAME  ID           VERSION  LEASE  RENEWED  APPLIED  DUTIES  UP\n"
              "vm-1  node_AbCdEf  0.1.0    held   0.4s     120      11      2d\n"
              "vm-2  node_AbCdEf  0.1.0    held   0.4s     120      11      2d\n");
}

TEST(NodeTableTest, SaysWhatAnUnusualLeaseMeansAndNothingOfOthers) {
    auto lagging = report("lagging one");
    lagging.behind = 2;
    auto ended = report("ended one");
    ended.since_renewal = std::chrono::minutes{5};
    EXPECT_THAT(node_table({report("a")}, {}, false), Not(HasSubstr(": ")));
    const auto text = node_table({report("a"), lagging}, {}, false);
    EXPECT_THAT(text, HasSubstr("lagging  0.4s     120 (-2)"));
    EXPECT_THAT(text, HasSubstr("\nlagging: a change has not been applied yet."));
    EXPECT_THAT(text, Not(HasSubstr("\nended: ")));
    EXPECT_THAT(node_table({ended}, {}, false), HasSubstr("\nended: the node did not renew its lease in time"));
}

TEST(NodeTableTest, CountsFencedNodesAndShowsThemWhenAsked) {
    auto fenced = report("gone");
    fenced.is_fenced = true;
    EXPECT_THAT(node_table({report("a"), fenced}, {}, false),
                testing::EndsWith("\nLeft or fenced lately: 1 node. --all shows them.\n"));
    EXPECT_THAT(node_table({report("a"), fenced}, {}, false), Not(HasSubstr("gone")));
    EXPECT_THAT(node_table({report("a"), fenced}, {}, true), HasSubstr("gone"));
    EXPECT_THAT(node_table({fenced}, {}, false), testing::StartsWith("No node is there.\n"));
}

TEST(NodeTableTest, FitsEightyColumnsWhateverNodesAreCalled) {
    auto node = report("burner-5d8f9c7b6f-x2x4z.a-very-long-namespace.svc.cluster.local");
    node.applied = 12'345'678;
    node.behind = 1'234;
    auto strange = report("\x1b[31mred\n名前名前名前名前名前名前名前名前");
    strange.is_fenced = true;
    const auto text = node_table({node, strange}, {}, true);
    EXPECT_LE(longest_line(text), 80u);
    EXPECT_THAT(text, HasSubstr("burner-5d"));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(NodeTableTest, WritesLengthsInTheLargestUnit) {
    const std::pair<std::chrono::milliseconds, const char*> cases[] = {
        {milliseconds{0}, "0.0s"},        {milliseconds{9'900}, "9.9s"},       {std::chrono::seconds{10}, "10s"},
        {std::chrono::minutes{2}, "2m"},  {std::chrono::minutes{119}, "119m"}, {std::chrono::hours{47}, "47h"},
        {std::chrono::days{400}, "400d"},
    };
    for (const auto& [length, text] : cases) {
        auto node = report("a");
        node.since_start = length;
        EXPECT_THAT(node_table({node}, {}, false), testing::EndsWith(std::string{"  "} + text + "\n"));
    }
}

}  // namespace
}  // namespace burner::app
