#include "simulation/simulation.hpp"

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

namespace burner::nodes::simulation {
namespace {

/// `BURNER_SIMULATION_RUNS`: how many runs of the protocol as it is; 300 by default.
std::uint64_t runs() {
    const char* asked = std::getenv("BURNER_SIMULATION_RUNS");
    return asked == nullptr ? 300 : std::strtoull(asked, nullptr, 10);
}

TEST(Simulation, NoRunOfTheProtocolBreaksItsPromise) {
    int accepted = 0, refused = 0, answers = 0, losses = 0, fenced = 0, unsure = 0;
    for (std::uint64_t seed = 0; seed < runs(); ++seed) {
        Simulation simulation{seed, Variant::as_it_is};
        const Judge& judge = simulation.run();
        ASSERT_EQ(judge.worked_after_answer(), 0) << "seed " << seed;
        ASSERT_EQ(judge.worked_after_refusal(), 0) << "seed " << seed;
        ASSERT_EQ(judge.forgotten(), 0) << "seed " << seed;
        ASSERT_EQ(judge.late_answers(), 0) << "seed " << seed << ", " << judge.longest() << " s";
        accepted += judge.accepted_count();
        refused += judge.refusals();
        answers += judge.answers();
        unsure += judge.unsure_count();
        losses += simulation.engine_losses();
        fenced += simulation.fenced();
    }
    RecordProperty("accepted", accepted);
    RecordProperty("refused", refused);
    RecordProperty("unsure", unsure);
    RecordProperty("answers", answers);
    RecordProperty("engine_losses", losses);
    RecordProperty("fenced", fenced);
    const auto fair = static_cast<int>(runs());
    EXPECT_GT(accepted, 100 * fair);
    EXPECT_GT(refused, 100 * fair);
    EXPECT_GT(answers, 5 * fair);
    EXPECT_GT(losses, fair / 4);
    EXPECT_GT(fenced, fair / 2);
}

class Broken : public testing::TestWithParam<BrokenVariant> {};

TEST_P(Broken, VariantIsFoundOut) {
    constexpr std::uint64_t max_runs = 5'000;
    const auto [variant, first] = GetParam();
    std::uint64_t seed = first;
    while (seed < first + max_runs && Simulation{seed, variant}.run().violations() == 0) ++seed;
    RecordProperty("seed", static_cast<int>(seed));
    EXPECT_LT(seed, first + max_runs) << "no run of this variant breaks the promise";
}

INSTANTIATE_TEST_SUITE_P(Nodes, Broken, testing::ValuesIn(broken_variants),
                         [](const auto& broken) { return std::string{to_text(broken.param.variant)}; });

}  // namespace
}  // namespace burner::nodes::simulation
