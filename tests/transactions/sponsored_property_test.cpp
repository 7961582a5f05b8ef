// Whatever a wallet signs, a sponsor signs only what was built, and what costs it what was promised.
#include <random>

#include "solana/programs/compute_budget.hpp"
#include "transactions/budget.hpp"
#include "transactions/sponsor_fixture.hpp"
#include "transactions/submit/verify_signed.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {
namespace {

constexpr int changed_messages = 20'000;

/// Changes messages at random, the same way on every run.
class Thief {
  public:
    explicit Thief(const solana::Message& built) : keys_(built.keys) {
        keys_.push_back(key(66));
        keys_.push_back(solana::ids::system);
        keys_.push_back(solana::ids::lighthouse);
        keys_.push_back(solana::ids::token);
    }

    std::size_t below(std::size_t bound) { return random_() % bound; }

    void change(std::vector<Instruction>& all) {
        switch (below(6)) {
            case 0: all.insert(all.begin() + place(all.size() + 1), some_instruction()); return;
            case 1: all.erase(all.begin() + place(all.size())); return;
            case 2: std::swap(all[below(all.size())], all[below(all.size())]); return;
            case 3: change_data(all[below(all.size())]); return;
            case 4: change_account(all[below(all.size())]); return;
            default: all.insert(all.begin() + place(all.size() + 1), all[below(all.size())]); return;
        }
    }

  private:
    std::ptrdiff_t place(std::size_t bound) { return static_cast<std::ptrdiff_t>(below(bound)); }
    const solana::Pubkey& some_key() { return keys_[below(keys_.size())]; }

    Instruction some_instruction() {
        if (below(3) == 0) return solana::system::transfer(some_key(), some_key(), {below(20'000)});
        Instruction made{some_key(), {}, base::Bytes(below(13), 0)};
        for (auto& byte : made.data) byte = static_cast<std::uint8_t>(below(20));
        for (std::size_t i = below(4); i > 0; --i) made.accounts.push_back({some_key(), below(2) == 0, below(2) == 0});
        return made;
    }
    void change_data(Instruction& instruction) {
        if (!instruction.data.empty())
            instruction.data[below(instruction.data.size())] ^= static_cast<std::uint8_t>(1U << below(8));
    }
    void change_account(Instruction& instruction) {
        if (instruction.accounts.empty()) return;
        auto& account = instruction.accounts[below(instruction.accounts.size())];
        if (below(2) == 0) account.key = some_key();
        account.is_writable = below(2) == 0;
        account.is_signer = below(4) == 0;
    }

    std::mt19937 random_{7};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same on every run
    std::vector<solana::Pubkey> keys_;
};

/// What the server built of a transaction: its instructions in their order, and where compute-budget instructions stand
/// does not matter, theirs in their order.
std::pair<std::vector<Instruction>, std::vector<Instruction>> parts_of(const std::vector<Instruction>& all) {
    std::pair<std::vector<Instruction>, std::vector<Instruction>> parts;
    for (const Instruction& instruction : all) {
        if (instruction.program == solana::ids::compute_budget) parts.second.push_back(instruction);
        if (!is_wallets_own(instruction)) parts.first.push_back(instruction);
    }
    return parts;
}

TEST_F(Sponsored, SignsNothingButWhatItBuiltHoweverAWalletChangesIt) {
    for (const std::uint64_t version : {0U, 1U}) {
        const auto built = this->built(sponsored({close_of(10), burn_of(11)}, version));
        const auto message = message_of(built);
        const auto instructions = decompile(message);
        const Ticket ticket = tickets_.open(built.submission_ticket).value();
        Thief thief{message};
        int accepted = 0;
        for (int i = 0; i < changed_messages; ++i) {
            auto changed = instructions;
            for (std::size_t changes = 1 + thief.below(3); changes > 0 && !changed.empty(); --changes)
                thief.change(changed);
            auto made = version == 1 ? solana::compile(sponsor_, changed, message.blockhash, message.config)
                                     : solana::compile(sponsor_, changed, message.blockhash);
            if (thief.below(4) == 0 && version == 1)
                made.config.unit_limit = static_cast<std::uint32_t>(1 + thief.below(5'000));
            if (made.required_signatures != 2 || made.keys[1] != wallet_) continue;
            const auto signature = keypair_.sign(serialize(made));
            if (verify_signed({{{}, signature}, made}, ticket, max_priority_fee_)) continue;
            ++accepted;
            const auto signed_by_it = decompile(made);
            ASSERT_EQ(parts_of(signed_by_it), parts_of(instructions)) << "change " << i;
            ASSERT_EQ(made.config, message.config);
            ASSERT_LE(network_fee(2, budget_of(made, signed_by_it)->priority_fee), ticket.repayment);
            for (const Instruction& instruction : signed_by_it) {
                const bool is_repayment = instruction == instructions.back();
                const bool names_sponsor = std::ranges::any_of(
                    instruction.accounts, [&](const auto& account) { return account.key == sponsor_; });
                ASSERT_TRUE(!names_sponsor || is_repayment);
            }
        }
        EXPECT_GT(accepted, 0) << "some changes are a wallet's guards, or undo each other";
    }
}

}  // namespace
}  // namespace burner::transactions
