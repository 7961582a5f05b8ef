#include "upstreams/answer_reading.hpp"

namespace burner::upstreams {

namespace {

bool read_keyed_account(ondemand::value json, AccountReading& accounts, solana::Pubkey& address_out,
                        solana::Account& account_out) {
    constexpr unsigned address = 1, account = 2;
    Seen seen;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        if (key == "pubkey") return seen.first(address) && read_pubkey(value, address_out);
        if (key == "account") return seen.first(account) && accounts.read(value, account_out);
        return true;
    });
    return ok && seen.all(address | account);
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
