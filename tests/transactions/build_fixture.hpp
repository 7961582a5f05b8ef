#pragma once

#include <algorithm>

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "transactions/build/build.hpp"
#include "transactions/wallet_fixture.hpp"

namespace burner::transactions {

/// The questions of tests about a build, besides those of any wallet's test.
class BuildTest : public WalletFixture {
  protected:
    std::vector<solana::Instruction> instructions(const BuiltTransaction& built) {
        return decompile(message_of(built));
    }
    /// Returns the instructions between the compute budget and the donation.
    std::vector<solana::Instruction> body(const BuiltTransaction& built) {
        auto all = instructions(built);
        std::erase_if(all, [](const solana::Instruction& each) {
            return each.program == solana::ids::compute_budget || each.program == solana::ids::system;
        });
        return all;
    }
    std::vector<assets::BlockedCode> codes(const Build& build) {
        std::vector<assets::BlockedCode> found;
        for (const Rejection& rejection : build.rejected) found.push_back(rejection.code);
        return found;
    }
    bool same_bytes(const std::vector<solana::Instruction>& found, const std::vector<solana::Instruction>& expected) {
        return found.size() == expected.size() &&
               std::ranges::equal(found, expected, [](const solana::Instruction& a, const solana::Instruction& b) {
                   return a.program == b.program && a.data == b.data &&
                          std::ranges::equal(a.accounts, b.accounts, {}, &solana::AccountMeta::key,
                                             &solana::AccountMeta::key);
               });
    }
};

}  // namespace burner::transactions
