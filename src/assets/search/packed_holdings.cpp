#include "assets/search/packed_holdings.hpp"

#include <bit>

namespace burner::assets {

namespace {

constexpr std::size_t block_size = 2048;

/// The flags that a packed account begins with: which parts follow, in this order, after the address.
enum Part : std::uint16_t {
    mint_key = 1 << 0,  // otherwise its place, one byte
    lamports = 1 << 1,  // otherwise as the account before
    length = 1 << 2,    // otherwise as the account before
    amount = 1 << 3,
    delegate = 1 << 4,
    delegated_amount = 1 << 5,
    native_reserve = 1 << 6,
    close_authority = 1 << 7,
    withheld_fee = 1 << 8,
    is_frozen = 1 << 9,  // from here on the bit says it all
    has_confidential_balance = 1 << 10,
    has_confidential_fee = 1 << 11,
};

unsigned parts_of(const solana::TokenAccount& account) {
    const auto part = [](bool is_there, Part which) { return is_there ? unsigned{which} : 0U; };
    return part(account.amount != 0, amount) | part(account.delegate.has_value(), delegate) |
           part(account.delegated_amount != 0, delegated_amount) |
           part(account.native_reserve.has_value(), native_reserve) |
           part(account.close_authority.has_value(), close_authority) | part(account.withheld_fee != 0, withheld_fee) |
           part(account.is_frozen, is_frozen) | part(account.has_confidential_balance, has_confidential_balance) |
           part(account.has_confidential_fee, has_confidential_fee);
}

std::size_t size_of(unsigned parts) {
    const auto numbers = parts & (lamports | amount | delegated_amount | native_reserve | withheld_fee);
    const auto keys = parts & (mint_key | delegate | close_authority);
    const std::size_t place = (parts & mint_key) != 0 ? 0 : 1;
    const std::size_t length_bytes = (parts & length) != 0 ? 4 : 0;
    return 2 + 32 + place + length_bytes + 8 * std::popcount(numbers) + 32 * std::popcount(keys);
}

/// Reads a packed account from its front to its end.
class Unpacking {
  public:
    Unpacking(base::ByteView bytes, std::size_t at) : bytes_(bytes), at_(at) {}

    void read_parts() { parts_ = number<std::uint16_t>(); }
    bool has(Part part) const { return (parts_ & part) != 0; }
    template <class T>
    T number() {
        const auto value = base::read_le<T>(bytes_, at_);
        at_ += sizeof(T);
        return value;
    }
    std::uint64_t number_if(Part part) { return has(part) ? number<std::uint64_t>() : 0; }
    solana::Pubkey key() {
        const auto value = solana::read_pubkey(bytes_, at_);
        at_ += value.bytes.size();
        return value;
    }
    std::optional<solana::Pubkey> key_if(Part part) { return has(part) ? std::optional{key()} : std::nullopt; }
    std::size_t at() const { return at_; }

  private:
    base::ByteView bytes_;
    std::size_t at_;
    unsigned parts_ = 0;
};

}  // namespace

void PackedHoldings::put(const Holding& holding) {
    put(holding, std::nullopt);
}

void PackedHoldings::put(const Holding& holding, std::size_t mint) {
    put(holding, std::optional{mint});
}

void PackedHoldings::end() {
    mints_.shrink_to_fit();
    if (!blocks_.empty()) blocks_.back().shrink_to_fit();
}

void PackedHoldings::put(const Holding& holding, std::optional<std::size_t> mint) {
    const auto& account = holding.account;
    unsigned parts = parts_of(account);
    if (!mint) parts |= mint_key;
    if (holding.lamports != put_lamports_) parts |= lamports;
    if (holding.length != put_length_) parts |= length;
    if (blocks_.empty() || blocks_.back().size() + size_of(parts) > block_size) {
        blocks_.emplace_back().reserve(block_size);
    }
    base::Bytes& out = blocks_.back();
    base::append_le(out, static_cast<std::uint16_t>(parts));
    base::append(out, holding.address.view());
    if (mint) {
        out.push_back(static_cast<std::uint8_t>(*mint));
    } else {
        base::append(out, account.mint.view());
    }
    if ((parts & lamports) != 0) base::append_le(out, holding.lamports.value);
    if ((parts & length) != 0) base::append_le(out, holding.length);
    if (account.amount != 0) base::append_le(out, account.amount);
    if (account.delegate) base::append(out, account.delegate->view());
    if (account.delegated_amount != 0) base::append_le(out, account.delegated_amount);
    if (account.native_reserve) base::append_le(out, account.native_reserve->value);
    if (account.close_authority) base::append(out, account.close_authority->view());
    if (account.withheld_fee != 0) base::append_le(out, account.withheld_fee);
    put_lamports_ = holding.lamports;
    put_length_ = holding.length;
    ++size_;
}

PackedHoldings::Unpacked PackedHoldings::take() {
    Unpacking in{blocks_.front(), taken_};
    Unpacked out;
    auto& [holding, mint] = out;
    solana::TokenAccount& account = holding.account;
    in.read_parts();
    holding.address = in.key();
    holding.token_program = program_;
    account.owner = owner_;
    if (in.has(mint_key)) {
        account.mint = in.key();
    } else {
        mint = in.number<std::uint8_t>();
        account.mint = mints_[*mint];
    }
    holding.lamports = in.has(lamports) ? base::Lamports{in.number<std::uint64_t>()} : taken_lamports_;
    holding.length = in.has(length) ? in.number<std::uint32_t>() : taken_length_;
    account.amount = in.number_if(amount);
    account.delegate = in.key_if(delegate);
    account.delegated_amount = in.number_if(delegated_amount);
    if (in.has(native_reserve)) account.native_reserve = base::Lamports{in.number<std::uint64_t>()};
    account.close_authority = in.key_if(close_authority);
    account.withheld_fee = in.number_if(withheld_fee);
    account.is_frozen = in.has(is_frozen);
    account.has_confidential_balance = in.has(has_confidential_balance);
    account.has_confidential_fee = in.has(has_confidential_fee);
    taken_lamports_ = holding.lamports;
    taken_length_ = holding.length;
    taken_ = in.at();
    --size_;
    if (taken_ == blocks_.front().size()) {
        blocks_.pop_front();
        taken_ = 0;
    }
    return out;
}

}  // namespace burner::assets
