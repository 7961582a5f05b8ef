#include "assets/facts/own_masters.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "solana/accounts/token_account.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::assets {

namespace {

/// How many addresses are derived between two turns of others: each takes some 30 µs.
constexpr std::size_t derived_at_once = 64;

/// Keeps the wallet's accounts that hold one token, as those of masters do.
class OneTokens final : public solana::AccountVisitor {
  public:
    OneTokens(const solana::Pubkey& wallet, const solana::Pubkey& program) : wallet_(wallet), program_(program) {}

    void begin() override { found_.clear(); }
    void visit(const solana::Pubkey& address, const solana::Account& account) override {
        if (account.owner != program_) return;
        const auto parsed = solana::parse_token_account(program_, account.data);
        if (parsed && parsed->owner == wallet_ && parsed->amount == 1) found_.push_back({parsed->mint, address});
    }
    const std::vector<Master>& found() const { return found_; }

  private:
    solana::Pubkey wallet_;
    solana::Pubkey program_;
    std::vector<Master> found_;
};

}  // namespace

base::Task<base::Result<Masters>> find_own_masters(solana::Rpc& rpc, solana::Pubkey wallet, solana::Pubkey program,
                                                   std::unordered_set<solana::Pubkey> editions) {
    OneTokens ones{wallet, program};
    const auto listed = co_await rpc.get_token_accounts(wallet, program, ones);
    if (!listed) co_return std::unexpected(listed.error());
    const base::Executor executor = co_await boost::asio::this_coro::executor;
    Masters masters;
    std::size_t derived = 0;
    for (const Master& one : ones.found()) {
        const auto edition = solana::token_metadata::edition_address(one.mint);
        if (editions.contains(edition)) masters.emplace(edition, one);
        if (masters.size() == editions.size()) break;
        if (++derived % derived_at_once != 0) continue;
        co_await boost::asio::post(executor, boost::asio::use_awaitable_t<base::Executor>{});
    }
    co_return masters;
}

}  // namespace burner::assets
