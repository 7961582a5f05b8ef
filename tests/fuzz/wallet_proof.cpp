#include "access/wallet_proofs.hpp"
#include "base/base64.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/stores/used_challenges.hpp"
#include "require.hpp"
#include "solana/ed25519.hpp"
#include "solana/offchain_message.hpp"
#include "solana/transaction.hpp"

namespace {

using namespace burner;
using access::ProofMethod;

constexpr access::ChallengeOwner owner{"prj_1", "https://app.example"};

/// Changes bytes at places that the input says, and leaves all where it says none.
base::Bytes altered(base::Bytes bytes, base::ByteView input) {
    for (std::size_t i = 0; i + 2 < input.size(); i += 3) {
        const auto place = base::read_le<std::uint16_t>(input, i);
        if (place < bytes.size()) bytes[place] ^= input[i + 2];
    }
    return bytes;
}

/// Challenges that a wallet signs in each way: with the right bytes, changed ones, and any.
class Target {
  public:
    void run(base::ByteView input) const {
        require(!is_good(std::string{base::as_text(input)}));
        require(!is_good("challenge_" + base::to_base64url(input)));
        if (input.empty()) return;
        const auto& issued = issued_[input[0] % issued_.size()];
        check_id(issued, input.subspan(1));
        check_bytes(issued, input.subspan(1));
    }

  private:
    static constexpr std::size_t prefix_length = 10;  // `challenge_`

    access::IssuedChallenge issue(ProofMethod method) const {
        return proofs_.issue({wallet_.address(), "app.example", "https://app.example/x", method}, owner);
    }
    bool is_good(const std::string& id) const {
        return proofs_.check({id, {}, {}}, owner).error() != access::proof_invalid();
    }

    /// An id that was changed anywhere is nobody's.
    void check_id(const access::IssuedChallenge& issued, base::ByteView input) const {
        const auto sealed = base::from_base64url(issued.id.substr(prefix_length)).value();
        const auto changed = altered(sealed, input);
        const auto opened = ids_.open("challenge_" + base::to_base64url(changed), owner);
        require(opened.has_value() == (changed == sealed));
        if (opened) require(*opened == issued.challenge);
    }

    /// Whatever is signed instead of the text counts only where it is the text.
    void check_bytes(const access::IssuedChallenge& issued, base::ByteView input) const {
        const access::WalletChallenge& challenge = issued.challenge;
        const std::string text = solana::sign_in_text(sign_in_input(challenge));
        if (challenge.method == ProofMethod::transaction) {
            const auto message = proof_message(challenge);
            const auto bytes = altered(serialize(message), input);
            const auto signature = wallet_.sign(bytes);
            base::Bytes whole{1};
            base::append(whole, signature.bytes);
            base::append(whole, bytes);
            const bool is_right = bytes == serialize(message);
            require(proofs_.check({issued.id, signature, whole}, owner).has_value() == is_right);
            return;
        }
        const bool is_offchain = challenge.method == ProofMethod::offchain;
        const base::ByteView plain = base::as_bytes(text);
        const base::Bytes right =
            is_offchain ? solana::offchain_message(challenge.wallet, text) : base::Bytes{plain.begin(), plain.end()};
        const auto bytes = altered(right, input);
        const bool is_right = is_offchain ? solana::is_offchain_message(bytes, challenge.wallet, text) : bytes == right;
        require(proofs_.check({issued.id, wallet_.sign(bytes), bytes}, owner).has_value() == is_right);
    }

    const base::ServerSecrets secrets_{base::Secret{"a secret of the server, 32 bytes"}};
    const solana::Keypair wallet_ = solana::Keypair::from_seed({1, 2, 3});
    mutable storage::MemoryUsedChallenges used_;
    fakes::FakeClock clock_;
    access::WalletProofs proofs_{used_, secrets_, clock_};
    access::ChallengeIds ids_{secrets_};
    const std::array<access::IssuedChallenge, 3> issued_{issue(ProofMethod::siws), issue(ProofMethod::offchain),
                                                         issue(ProofMethod::transaction)};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Target target;
    target.run({data, size});
    return 0;
}
