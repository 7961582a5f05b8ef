#include "upstreams/answer_reading.hpp"

namespace burner::upstreams {

namespace {

/// JSON of one token account, at least.
constexpr std::size_t bytes_per_token_account = 300;

bool read_keyed_account(ondemand::value json, AccountReading& accounts, solana::KeyedAccount& out) {
    constexpr unsigned address = 1, account = 2;
    Seen seen;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        if (key == "pubkey") return seen.first(address) && read_pubkey(value, out.address);
        if (key == "account") return seen.first(account) && accounts.read(value, out.account);
        return true;
    });
    return ok && seen.all(address | account);
}

}  // namespace

Reply<solana::AtSlot<std::vector<solana::KeyedAccount>>> AnswerReader::token_accounts(std::string& body,
                                                                                      std::uint64_t id,
                                                                                      const solana::Pubkey& program) {
    using Found = solana::AtSlot<std::vector<solana::KeyedAccount>>;
    AccountReading accounts;
    return read<Found>(body, id, [&](ondemand::value result, Found& out) {
        out.value.reserve(body.size() / bytes_per_token_account);
        return read_at_slot(result, out.slot, [&](ondemand::value list) {
            return for_each_element(list, [&](ondemand::value element) {
                solana::KeyedAccount& found = out.value.emplace_back();
                return read_keyed_account(element, accounts, found) && found.account.owner == program;
            });
        });
    });
}

Reply<solana::AtSlot<AnswerReader::Accounts>> AnswerReader::accounts(std::string& body, std::uint64_t id,
                                                                     std::size_t count) {
    using Found = solana::AtSlot<Accounts>;
    AccountReading accounts;
    return read<Found>(body, id, [&](ondemand::value result, Found& out) {
        out.value.reserve(count);
        const bool ok = read_at_slot(result, out.slot, [&](ondemand::value list) {
            return for_each_element(list, [&](ondemand::value element) {
                if (out.value.size() == count) return false;
                return accounts.read_optional(element, out.value.emplace_back());
            });
        });
        return ok && out.value.size() == count;
    });
}

}  // namespace burner::upstreams
