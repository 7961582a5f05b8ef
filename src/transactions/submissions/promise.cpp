#include "transactions/submissions/promise.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "solana/programs/ids.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "solana/transaction.hpp"
#include "transactions/submissions/closed_account.hpp"

namespace burner::transactions {

namespace {

using solana::Instruction;
using solana::LandedTransaction;
using solana::Pubkey;

/// Light takes a few thousand lamports for each tree that it changes.
constexpr std::int64_t max_light_charge = 100'000;

bool is_token_program(const Pubkey& program) {
    return program == solana::ids::token || program == solana::ids::token_2022;
}

bool names(const Instruction& instruction, const Pubkey& key) {
    return std::ranges::find(instruction.accounts, key, &solana::AccountMeta::key) != instruction.accounts.end();
}

/// One transaction's message beside what the chain recorded for its keys.
class Comparison {
  public:
    Comparison(const Submission& submission, const solana::Message& message, const LandedTransaction& landed)
        : submission_(submission),
          keys_(message.keys),
          instructions_(solana::decompile(message)),
          landed_(landed),
          spends_compressed_(std::ranges::any_of(submission.includes, [](const Selection& item) {
              return assets::row_of(item.type).lies == assets::Lies::in_light_tree;
          })) {}

    /// Says the first thing that does not hold; empty where all does.
    std::string mistake() const {
        if (auto found = wallet_mistake(); !found.empty()) return found;
        for (const Instruction& instruction : instructions_) {
            if (auto found = instruction_mistake(instruction); !found.empty()) return found;
        }
        return {};
    }

  private:
    std::size_t index_of(const Pubkey& key) const {
        return static_cast<std::size_t>(std::ranges::find(keys_, key) - keys_.begin());
    }
    std::int64_t gained(std::size_t key) const {
        return static_cast<std::int64_t>(landed_.after[key].value) -
               static_cast<std::int64_t>(landed_.before[key].value);
    }

    /// Returns what the wallet paid to the network, or repaid to the key that did.
    std::int64_t network_fee() const {
        if (keys_.front() == submission_.wallet) return static_cast<std::int64_t>(landed_.fee.value);
        base::Lamports transferred;  // all that is transferred is repaid, or donated
        for (const Instruction& instruction : instructions_)
            transferred += solana::system::transferred(instruction).value_or(base::Lamports{});
        return static_cast<std::int64_t>((transferred - submission_.rebate.donation).value);
    }

    /// Sums what the accounts of Light's instructions have gained: it comes out of the wallet.
    std::int64_t light_charge() const {
        if (!spends_compressed_) return 0;
        std::int64_t charge = 0;
        for (std::size_t key = 0; key < keys_.size(); ++key) {
            if (keys_[key] == submission_.wallet) continue;
            const bool is_lights = std::ranges::any_of(instructions_, [&](const Instruction& instruction) {
                return !is_token_program(instruction.program) && instruction.program != solana::ids::system &&
                       names(instruction, keys_[key]);
            });
            if (is_lights) charge += std::max<std::int64_t>(gained(key), 0);
        }
        return std::min(charge, max_light_charge);
    }

    std::string wallet_mistake() const {
        const auto net = static_cast<std::int64_t>(submission_.rebate.net().value);
        const auto promised = net - network_fee() - light_charge();
        const auto wallet = index_of(submission_.wallet);
        if (wallet == keys_.size()) return "the wallet has not signed";
        const auto found = gained(wallet);
        if (found == promised) return {};
        return fmt::format("the wallet gained {} lamports, promised were {} ({} less {} in fees)", found, promised, net,
                           net - promised);
    }

    std::string instruction_mistake(const Instruction& instruction) const {
        if (const auto closed = closed_account(instruction)) return closed_mistake(*closed);
        if (solana::token::kind_of(instruction) == solana::token::Kind::burn_checked) return burn_mistake(instruction);
        return {};
    }

    std::string closed_mistake(const Pubkey& account) const {
        const auto left = landed_.after[index_of(account)].value;
        if (left == 0) return {};
        return fmt::format("{} was to be closed and still holds {} lamports", to_base58(account), left);
    }

    /// Compressed tokens only pass through the account that they are burned from.
    std::string burn_mistake(const Instruction& instruction) const {
        if (spends_compressed_) return {};
        const Pubkey& account = instruction.accounts[0].key;
        const auto index = index_of(account);
        const auto held = amount_at(landed_.tokens_before, index);
        const auto left = amount_at(landed_.tokens_after, index);
        const auto promised = solana::token::burned_amount(instruction).raw;
        if (held >= left && held - left == promised) return {};
        return fmt::format("{} tokens of {} were to be burned; it held {} before and {} after", promised,
                           to_base58(account), held, left);
    }

    /// Returns the amount of a key; 0 where there is no account.
    static std::uint64_t amount_at(std::span<const solana::TokenBalance> balances, std::size_t index) {
        const auto found = std::ranges::find(balances, index, &solana::TokenBalance::key);
        return found == balances.end() ? 0 : found->amount;
    }

    const Submission& submission_;
    const std::vector<Pubkey>& keys_;
    const std::vector<Instruction> instructions_;
    const LandedTransaction& landed_;
    const bool spends_compressed_;
};

}  // namespace

PromiseCheck check_promise(const Submission& submission, const std::optional<LandedTransaction>& landed) {
    const auto transaction = solana::parse_transaction(submission.transaction);
    if (!landed || landed->failed || !transaction) return {};
    const auto keys = transaction->message.keys.size();
    if (landed->before.size() != keys || landed->after.size() != keys) return {};
    auto mistake = Comparison{submission, transaction->message, *landed}.mistake();
    if (mistake.empty()) return {PromiseVerdict::kept, {}};
    return {PromiseVerdict::broken, std::move(mistake)};
}

}  // namespace burner::transactions
