"""Headings of lists of accounts, as they are compared, where no maker file knows them; and which maker a file is of."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.schemas.catalogs.makers import MakerFile
from grcdesk.terms.reviews import AccountSource

FREE = frozenset({"admin", "mfa", "last_used", "manager", "disabled"})
"""What may be told in an export of a maker by a column of another name: somebody added it."""


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TABLE: Mapping[str, tuple[str, ...]] = {
    "account": _names(
        """
        accountid account accountname username login loginname githubcomlogin samaccountname principal principalid
        profilelogin userid user keyid apikeyid clientid upn userprincipalname logonname grantee granteename rolname
        usename email emailaddress primaryemail mail id name
        """
    ),
    "aliases": _names(
        "alias aliases objectid externalid employeeid login username id userid arn objectguid keyalias keyname"
    ),
    "kind": _names("kind accounttype accountkind type principaltype usertype memberkind"),
    "person": _names(
        """
        person fullname namefullname displayname personname realname employee holder name githubcomname useralias
        owner
        """
    ),
    "first": _names("firstname givenname namegivenname profilefirstname"),
    "last": _names("lastname surname familyname namefamilyname profilelastname"),
    "mail": _names(
        """
        email emailaddress mail useremail primaryemail primaryemailaddress personemail owneremail emails profileemail
        workemail owneruseremail mailaddress
        """
    ),
    "role": _names(
        """
        role roles rolename userrole orgrole organizationrole workspacerole maxrole highestrole accesslevel permission
        permissions permissionset permissionsets access group groups grouplist usergroups memberof assignedroles
        directoryroles grantedroles defaultrole privileges attachedpolicies attachedmanagedpolicies policies
        profilename privilegetype realmroles appmetadataroles
        """
    ),
    "admin": _names(
        """
        admin isadmin isdelegatedadmin administrator isadministrator isowner isprimaryowner siteadmin superadmin
        issuperadmin isorgadmin isglobaladmin issysadmin superuser issuperuser rolsuper usesuper superpriv grantpriv
        isstaff privileged
        """
    ),
    "active": _names("active isactive enabled isenabled accountenabled canlogin rolcanlogin loginenabled"),
    "disabled": _names(
        """
        disabled isdisabled accountdisabled suspended issuspended deactivated archived isarchived deleted isdeleted
        blocked isblocked banned inactive isinactive accountlocked disabledat deactivatedat suspendedat deletedat
        archivedat blockedat
        """
    ),
    "status": _names(
        "status state accountstatus accountstate userstatus userstate memberstatus membershipstatus accesslevelstatus"
    ),
    "last_used": _names(
        """
        lastlogin lastused lastsignin lastactive lastactivity lastseen lastlogindate lastlogintime lastloginat
        lastloginutc lastusedat lastusedon lastaccess lastaccessed lastaccessedat lastaccesseddate lastlogon
        lastlogontimestamp lastlogontime lastuseddate lastsignindate lastsignindatetime lastsigninat currentsigninat
        lastlogondate lastactivityon lastactivityat lastactivitydate lastactiveat lastactivedate lastactivetime
        lastseenat lastseenonline lastsuccesslogin lastsuccessfullogin lastsuccessfulsignin lastauthentication
        lastauthenticated lastauthenticatedat lastvisit lastvisited mostrecentlogin passwordlastused
        signinactivitylastsignindatetime
        """
    ),
    "created": _names(
        """
        created createdat createdon createdtime creationdate creationtime createddate createddatetime createdate
        createtime createdtimestamp datecreated datejoined joinedat whencreated usercreationtime addedat addedon
        dateadded addedtoorg
        """
    ),
    "manager": _names("manager manageremail managername supervisor"),
    "mfa": _names(
        """
        mfa mfaactive mfaenabled mfastatus mfastate totp hasmfa ismfaenabled ismfaregistered mfaregistered 2svenrolled
        isenrolledin2sv 2fa 2faenabled is2faenabled has2fa 2fastatus twofactor twofactorenabled hastwofactorenabled
        twofactorauth twofactorauthentication githubcomtwofactorauth tfa tfaenabled twostepverification
        2stepverification multifactor multifactorauthentication hasduomfa extauthnduo factors mfafactors mfadevices
        enrolledfactors authenticationmethods methodsregistered 2svenforced isenforcedin2sv mfaenforced
        """
    ),
    "bot": _names("isbot bot isappuser isserviceaccount serviceaccount"),
    "guest": _names("isrestricted isultrarestricted isguest guest isexternal external"),
    "bits": _names("useraccountcontrol"),
}
_SOURCES = {
    "entra": AccountSource.ENTRA,
    "google": AccountSource.GOOGLE,
    "okta": AccountSource.OKTA,
    "aws-credential-report": AccountSource.AWS,
    "github": AccountSource.GITHUB,
}
"""How the names of maker files begin whose exports need more than their columns."""


def source_of(maker: MakerFile | None) -> AccountSource:
    """Which export a list is, as a review names it."""
    found = (source for name, source in _SOURCES.items() if maker and maker.id.startswith(name))
    return next(found, AccountSource.TABLE)
