#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "signing/scene.hpp"

namespace burner::signing {

/// Reads the rule that a verdict names; empty where all may be signed.
std::string_view rule_of(const Verdict& verdict);
/// Reads the transactions of a verdict; fails the test where there are none.
std::vector<VerifiedTransaction> signed_of(const Verdict& verdict);

/// One change of an honest scene and the rule that it breaks.
struct Lie {
    std::string name;
    std::function<void(Scene&)> tell;
    std::string_view rule;
};
void PrintTo(const Lie& lie, std::ostream* out);

// Changes of the instructions.
Lie replace(std::string name, std::size_t at, const solana::Instruction& instruction, std::string_view rule);
Lie insert(std::string name, std::size_t at, const solana::Instruction& instruction, std::string_view rule);
Lie remove(std::string name, std::size_t at, std::string_view rule);

/// Tells each lie to an honest scene of its own.
void expect_refused(const std::function<Scene()>& honest, const std::vector<Lie>& lies);

}  // namespace burner::signing
