#include "fakes/fake_rpc.hpp"

#include <algorithm>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "fakes/small_runtime.hpp"
#include "solana/programs/ids.hpp"

namespace burner::fakes {

namespace {

using base::Result;
using base::Task;

auto unavailable() {
    return base::fail(base::ErrorCode::upstream_unavailable, "The upstream did not answer");
}

bool names_one_of(const base::Bytes& transaction, const std::set<Pubkey>& keys) {
    const auto parsed = solana::parse_transaction(transaction);
    return parsed && std::ranges::any_of(parsed->message.keys, [&](const Pubkey& key) { return keys.contains(key); });
}

Task<void> pause() {
    using Executor = base::Executor;
    using Clock = std::chrono::steady_clock;
    boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor> timer{
        co_await boost::asio::this_coro::executor, std::chrono::milliseconds{1}};
    co_await timer.async_wait(boost::asio::use_awaitable_t<Executor>{});
}

}  // namespace

FakeRpc::FakeRpc() {
    latest.blockhash.bytes.fill(0x42);
    latest.last_valid_block_height = 1'050;
}

int FakeRpc::total_calls() const {
    int total = 0;
    for (const auto& [method, count] : calls) total += count;
    return total;
}

void FakeRpc::put(const Pubkey& address, const Pubkey& owner, std::uint64_t lamports, base::Bytes data) {
    accounts[address] = {owner, {lamports}, std::move(data)};
}

Task<bool> FakeRpc::answers(Method method) {
    using Executor = base::Executor;
    const Executor executor = co_await boost::asio::this_coro::executor;
    co_await boost::asio::post(executor, boost::asio::use_awaitable_t<Executor>{});
    ++calls[method];
    if (rounds != nullptr) co_await rounds->trip();
    co_return !failing.contains(method);
}

Task<Result<solana::Slot>> FakeRpc::get_token_accounts(Pubkey owner, Pubkey program, solana::AccountVisitor& visitor) {
    const bool is_up = co_await answers(Method::token_accounts);
    while (held_programs.contains(program)) co_await pause();
    if (!is_up || failing_programs.contains(program)) co_return unavailable();
    visitor.begin();
    for (const auto& [address, account] : accounts) {
        if (account.owner != program || account.data.size() < 165) continue;
        if (account.data.size() > 165 && account.data[165] != 2) continue;
        if (solana::read_pubkey(account.data, 32) == owner) visitor.visit(address, account);
    }
    co_return slot;
}

Task<Result<solana::AtSlot<std::vector<std::optional<solana::Account>>>>> FakeRpc::get_accounts(
    std::vector<Pubkey> keys) {
    const bool is_up = co_await answers(Method::accounts);
    if (!is_up || (on_accounts && !on_accounts())) co_return unavailable();
    solana::AtSlot<std::vector<std::optional<solana::Account>>> answer{slot, {}};
    for (const Pubkey& wanted : keys) {
        const auto found = accounts.find(wanted);
        if (found != accounts.end()) {
            answer.value.emplace_back(found->second);
        } else if (wanted == solana::ids::rent_sysvar) {
            base::Bytes data;
            base::append_le(data, lamports_per_byte);
            data.insert(data.end(), {0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 50});  // 1.0, half burned
            answer.value.push_back(solana::Account{key(1), {1'009'200}, std::move(data)});
        } else {
            answer.value.emplace_back();
        }
    }
    co_return answer;
}

Task<Result<solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>>> FakeRpc::get_account_heads(
    std::vector<Pubkey> keys, std::size_t length) {
    ++calls[Method::heads];
    auto whole = co_await get_accounts(std::move(keys));
    if (on_heads && !on_heads()) co_return unavailable();
    if (!whole) co_return std::unexpected(std::move(whole.error()));
    solana::AtSlot<std::vector<std::optional<solana::AccountHead>>> heads{whole->slot, {}};
    for (auto& account : whole->value) {
        auto& head = heads.value.emplace_back();
        if (!account) continue;
        const std::size_t space = account->data.size();
        account->data.resize(std::min(space, length));
        head = solana::AccountHead{std::move(*account), space};
    }
    co_return heads;
}

Task<Result<solana::AtSlot<std::vector<solana::TokenHolding>>>> FakeRpc::get_token_largest_accounts(Pubkey mint) {
    const bool is_up = co_await answers(Method::largest);
    if (!is_up) co_return unavailable();
    solana::AtSlot<std::vector<solana::TokenHolding>> answer{slot, {}};
    for (const auto& [address, account] : accounts) {
        if (account.owner != solana::ids::token && account.owner != solana::ids::token_2022) continue;
        const bool is_token_account =
            account.data.size() == 165 || (account.data.size() > 165 && account.data[165] == 2);
        if (!is_token_account || solana::read_pubkey(account.data, 0) != mint) continue;
        answer.value.push_back({address, base::read_le<std::uint64_t>(account.data, 64)});
    }
    std::ranges::sort(answer.value, std::ranges::greater{}, &solana::TokenHolding::amount);
    if (answer.value.size() > 20) answer.value.resize(20);
    co_return answer;
}

Task<Result<solana::LatestBlockhash>> FakeRpc::get_latest_blockhash() {
    const bool is_up = co_await answers(Method::blockhash);
    if (!is_up) co_return unavailable();
    auto answer = latest;
    answer.slot = slot;
    co_return answer;
}

Task<Result<solana::BlockHeight>> FakeRpc::get_block_height() {
    const bool is_up = co_await answers(Method::height);
    if (on_height) on_height();
    if (!is_up) co_return unavailable();
    co_return height;
}

Task<Result<std::vector<solana::PrioritizationFee>>> FakeRpc::get_recent_prioritization_fees(std::vector<Pubkey>) {
    const bool is_up = co_await answers(Method::fees);
    if (!is_up) co_return unavailable();
    co_return fees;
}

Task<Result<solana::Simulation>> FakeRpc::simulate(base::Bytes transaction, std::vector<Pubkey> watch) {
    const bool is_up = co_await answers(Method::simulate);
    if (!is_up) co_return unavailable();
    SmallRuntime runtime(accounts, lamports_per_byte, poisoned);
    solana::Simulation simulation = runtime.run(transaction);
    for (const Pubkey& address : watch) {
        const auto found = runtime.accounts().find(address);
        if (found == runtime.accounts().end()) {
            simulation.accounts.emplace_back();
        } else {
            simulation.accounts.emplace_back(found->second);
        }
    }
    if (names_one_of(transaction, cursed)) simulation.error = solana::TransactionError{"AccountInUse", {}, {}, {}};
    if (on_simulated) on_simulated(simulation);
    co_return simulation;
}

Task<Result<solana::Signature, solana::SendFailure>> FakeRpc::send(base::Bytes transaction) {
    const bool is_up = co_await answers(Method::send);
    if (!is_up) co_return std::unexpected(solana::SendFailure{std::nullopt, "The upstream did not answer"});
    if (on_send) co_return on_send(transaction);
    solana::Signature signature;
    std::copy_n(transaction.begin() + 1, signature.bytes.size(), signature.bytes.begin());
    sent.push_back(std::move(transaction));
    co_return signature;
}

Task<Result<std::vector<std::optional<solana::SignatureStatus>>>> FakeRpc::get_signature_statuses(
    std::vector<solana::Signature> signatures) {
    const bool is_up = co_await answers(Method::statuses);
    if (on_statuses) on_statuses();
    if (!is_up) co_return unavailable();
    std::vector<std::optional<solana::SignatureStatus>> answer;
    for (const auto& signature : signatures) {
        const auto found = statuses.find(signature);
        answer.push_back(found == statuses.end() ? std::nullopt : std::optional(found->second));
    }
    co_return answer;
}

Task<Result<std::optional<solana::LandedTransaction>>> FakeRpc::get_transaction(solana::Signature signature) {
    const bool is_up = co_await answers(Method::transaction);
    if (!is_up) co_return unavailable();
    const auto found = landed.find(signature);
    co_return found == landed.end() ? std::nullopt : std::optional(found->second);
}

Task<Result<std::string>> FakeRpc::get_cluster() {
    const bool is_up = co_await answers(Method::cluster);
    if (!is_up) co_return unavailable();
    co_return genesis;
}

}  // namespace burner::fakes
