#include "access/session_token.hpp"

#include <array>
#include <cstdlib>

#include "base/base64.hpp"
#include "base/clock.hpp"
#include "fakes/signing_key_ring.hpp"

namespace {

using namespace burner;

/// Signs with a real key, so that mutated headers and claims get past the signature.
class Target {
  public:
    void run(std::string_view text) const {
        (void)access::parse_strict_json(text);
        (void)tokens_.verify(text, now_);
        const auto colon = text.find('\n');
        if (colon == std::string_view::npos) return;
        const auto header = text.substr(0, colon);
        const std::string kid_header = R"({"alg":"HS256","typ":"JWT","kid":")" + ring_.current().kid + "\"}";
        std::string token = base::to_base64url(base::as_bytes(header.empty() ? kid_header : header)) + "." +
                            base::to_base64url(base::as_bytes(text.substr(colon + 1)));
        ring_.keys().keys()->current().key.append_signature(token);
        const auto session = tokens_.verify(token, now_);
        if (!session) return;
        // What is accepted obeys every bound.
        if (session->scopes.empty() || session->project.empty() || session->key_id.empty()) std::abort();
        if (session->issued_at > now_ || session->expires_at <= now_) std::abort();
        if (session->expires_at - session->issued_at > access::max_session_ttl) std::abort();
    }

  private:
    base::SystemClock clock_;
    storage::MemoryFeed feed_;
    nodes::Finality finality_ = nodes::Finality::of_a_single_node();
    fakes::SigningKeyRing ring_{feed_, clock_, finality_};
    access::SessionTokens tokens_{ring_.keys(), {}};
    base::UnixTime now_ = clock_.now();
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Target target;
    target.run(base::as_text({data, size}));
    return 0;
}
