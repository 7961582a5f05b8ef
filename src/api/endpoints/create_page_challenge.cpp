#include "api/endpoints/create_page_challenge.hpp"

#include "api/page.hpp"

namespace burner::api {

base::Result<CreatePageChallenge::Input> CreatePageChallenge::parse(const Call& call) {
    if (auto asked = check_asked_by_page(call); !asked) return std::unexpected(std::move(asked.error()));
    return CreateChallenge::parse(call);
}

base::Result<access::IssuedChallenge> CreatePageChallenge::run(const Call& call, Input input) {
    const auto page = page_caller(call);
    if (!page) return std::unexpected(page.error());
    Call as_page = call;
    as_page.caller = &*page;
    return CreateChallenge::run_for_page(as_page, std::move(input));
}

}  // namespace burner::api
