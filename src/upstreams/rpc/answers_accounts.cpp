#include <algorithm>

#include "upstreams/reading/answer_reading.hpp"
#include "upstreams/rpc/answers.hpp"

namespace burner::upstreams {

namespace {

constexpr std::size_t max_largest_accounts = 20;  // of getTokenLargestAccounts

bool read_keyed_account(ondemand::value json, AccountReading& accounts, solana::Pubkey& address,
                        solana::Account& account) {
    const auto read = [&](ondemand::value value) { return accounts.read(value, account); };
    return read_object(json, required("pubkey", read_pubkey, address), required("account", read));
}

/// Reads `count` accounts, one after the other, null for one that is absent.
template <class Account>
bool read_accounts(ondemand::value list, AccountReading& accounts, std::size_t count,
                   std::vector<std::optional<Account>>& out) {
    out.reserve(count);
    const bool ok = for_each_element(list, [&](ondemand::value element) {
        if (out.size() == count) return false;
        return accounts.read_optional(element, out.emplace_back());
    });
    return ok && out.size() == count;
}

bool read_holding(ondemand::value json, solana::TokenHolding& out) {
    return read_object(json, required("address", read_pubkey, out.account),
                       required("amount", read_amount, out.amount));
}

}  // namespace

Reply<solana::Slot> AnswerReader::token_accounts(std::string& body, std::uint64_t id, const solana::Pubkey& program,
                                                 solana::AccountVisitor& visitor) {
    AccountReading accounts;
    solana::Pubkey address;
    solana::Account account;
    visitor.begin();
    return read<solana::Slot>(body, id, [&](ondemand::value result, solana::Slot& slot) {
        return read_at_slot(result, slot, [&](ondemand::value list) {
            return for_each_element(list, [&](ondemand::value element) {
                if (!read_keyed_account(element, accounts, address, account) || account.owner != program) return false;
                visitor.visit(address, account);
                return true;
            });
        });
    });
}

Reply<solana::AtSlot<AnswerReader::Accounts>> AnswerReader::accounts(std::string& body, std::uint64_t id,
                                                                     std::size_t count) {
    using Found = solana::AtSlot<Accounts>;
    AccountReading accounts;
    return read<Found>(body, id, [&](ondemand::value result, Found& out) {
        return read_at_slot(result, out.slot,
                            [&](ondemand::value list) { return read_accounts(list, accounts, count, out.value); });
    });
}

Reply<solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>> AnswerReader::account_heads(std::string& body,
                                                                                                   std::uint64_t id,
                                                                                                   std::size_t count,
                                                                                                   std::size_t length) {
    using Found = solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>;
    AccountReading accounts;
    return read<Found>(body, id, [&](ondemand::value result, Found& out) {
        const bool ok = read_at_slot(
            result, out.slot, [&](ondemand::value list) { return read_accounts(list, accounts, count, out.value); });
        return ok && std::ranges::all_of(out.value, [&](const std::optional<solana::AccountHead>& head) {
                   return !head || head->account.data.size() == std::min<std::uint64_t>(head->space, length);
               });
    });
}

Reply<solana::AtSlot<std::vector<solana::TokenHolding>>> AnswerReader::largest_accounts(std::string& body,
                                                                                        std::uint64_t id) {
    using Found = solana::AtSlot<std::vector<solana::TokenHolding>>;
    return read<Found>(body, id, [](ondemand::value result, Found& out) {
        return read_at_slot(result, out.slot, [&](ondemand::value list) {
            return for_each_element(list, [&](ondemand::value element) {
                if (out.value.size() == max_largest_accounts) return false;
                return read_holding(element, out.value.emplace_back());
            });
        });
    });
}

}  // namespace burner::upstreams
