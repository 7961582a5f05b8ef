#include "signing/lie.hpp"

#include <gtest/gtest.h>

namespace burner::signing {

namespace {

std::ptrdiff_t signed_place(std::size_t at) {
    return static_cast<std::ptrdiff_t>(at);
}

}  // namespace

std::string_view rule_of(const Verdict& verdict) {
    const auto* refusal = std::get_if<Refusal>(&verdict);
    if (refusal == nullptr) return {};
    EXPECT_FALSE(refusal->message.empty());
    return refusal->rule;
}

std::vector<VerifiedTransaction> signed_of(const Verdict& verdict) {
    const auto* refusal = std::get_if<Refusal>(&verdict);
    if (refusal == nullptr) return std::get<0>(verdict);
    ADD_FAILURE() << refusal->rule << ": " << refusal->message;
    return {};
}

void PrintTo(const Lie& lie, std::ostream* out) {
    *out << lie.name;
}

Lie replace(std::string name, std::size_t at, const solana::Instruction& instruction, std::string_view rule) {
    return {std::move(name), [=](Scene& scene) { scene.instructions.at(at) = instruction; }, rule};
}

Lie insert(std::string name, std::size_t at, const solana::Instruction& instruction, std::string_view rule) {
    return {
        std::move(name),
        [=](Scene& scene) { scene.instructions.insert(scene.instructions.begin() + signed_place(at), instruction); },
        rule};
}

Lie remove(std::string name, std::size_t at, std::string_view rule) {
    return {std::move(name),
            [=](Scene& scene) { scene.instructions.erase(scene.instructions.begin() + signed_place(at)); }, rule};
}

void expect_refused(const std::function<Scene()>& honest, const std::vector<Lie>& lies) {
    EXPECT_EQ(rule_of(honest().verdict()), "") << "the honest scene";
    for (const Lie& lie : lies) {
        Scene scene = honest();
        lie.tell(scene);
        EXPECT_EQ(rule_of(scene.verdict()), lie.rule) << lie.name;
    }
}

}  // namespace burner::signing
